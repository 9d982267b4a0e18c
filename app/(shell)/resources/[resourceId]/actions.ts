"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { hostCheckRequested } from "@/inngest/events";
import { action } from "@/lib/action";
import { requestCheck } from "@/lib/checks/request-check";
import { acknowledgeResource } from "@/lib/resources/acknowledge-resource";
import { deleteResource } from "@/lib/resources/delete-resource";
import { editResource } from "@/lib/resources/edit-resource";
import { AcknowledgeInput, EditResourceInput } from "@/lib/resources/input";
import { restoreResource } from "@/lib/resources/restore-resource";
import { withdrawAcknowledgement } from "@/lib/resources/withdraw-acknowledgement";
import { requestSnapshot } from "@/lib/snapshots/request-snapshot";
import { announceOrTell, announceSnapshot } from "../announce-or-tell";

const ResourceId = z.object({ resourceId: z.string().max(20) });

/** "Check now". */
export const checkNowAction = action("editor", ResourceId, async ({ resourceId }, actor, tell) => {
  const { host } = await requestCheck({ resourceId, actor });
  await announceOrTell(hostCheckRequested.create({ host, priority: 2 }), tell);
  refresh();
});

/** "Archive now" and "Archive again". Says what came of it: a skip has its reason. */
export const archiveNowAction = action(
  "editor",
  ResourceId.extend({ isForced: z.boolean() }),
  async ({ resourceId, isForced }, actor, tell) => {
    const result = await requestSnapshot({ resourceId, actor, isForced });
    if (result.outcome === "queued") await announceSnapshot(result, tell);
    refresh();
    const isRefused = result.outcome === "skipped";
    return {
      isRefused,
      sentence: result.outcome === "queued" ? "Snapshot asked for. Its turn is shown here." : result.detail,
    };
  },
);

/** "Save" of the dialog, and the visibility items of the menu. */
export const editResourceAction = action(
  "editor",
  EditResourceInput.extend({ resourceId: z.string().max(20) }),
  async ({ resourceId, ...input }, actor, tell) => {
    const { resource, needsCheck } = await editResource({ resourceId, input, actor });
    if (needsCheck) await announceOrTell(hostCheckRequested.create({ host: resource.host, priority: 2 }), tell);
    refresh();
    return { visibility: resource.visibility, isUnlisted: resource.isUnlisted };
  },
);

/** "Acknowledge" of the outcome that the page shows. */
export const acknowledgeAction = action(
  "editor",
  ResourceId.extend({ outcome: z.string().max(100), input: AcknowledgeInput }),
  async ({ resourceId, outcome, input }, actor) => {
    await acknowledgeResource({ resourceId, outcome, input, actor });
    refresh();
  },
);

/** "Withdraw acknowledgement", and "Undo" after one. */
export const withdrawAcknowledgementAction = action("editor", ResourceId, async ({ resourceId }, actor) => {
  await withdrawAcknowledgement({ resourceId, actor });
  refresh();
});

/** "Delete". */
export const deleteResourceAction = action("editor", ResourceId, async ({ resourceId }, actor) => {
  await deleteResource({ resourceId, actor });
});

/** "Undo" and "Restore". */
export const restoreResourceAction = action("editor", ResourceId, async ({ resourceId }, actor, tell) => {
  const { host, isRestored } = await restoreResource({ resourceId, actor });
  if (isRestored) await announceOrTell(hostCheckRequested.create({ host, priority: 2 }), tell);
  refresh();
});
