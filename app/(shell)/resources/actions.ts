"use server";

import { refresh } from "next/cache";
import { after } from "next/server";
import { z } from "zod";
import { checksRequested, hostCheckRequested } from "@/inngest/events";
import { action } from "@/lib/action";
import { acknowledgeResources } from "@/lib/bulk/acknowledge-resources";
import { cancelBulkRun } from "@/lib/bulk/cancel-bulk-run";
import { SelectionInput } from "@/lib/bulk/selection";
import { startBulkSnapshots } from "@/lib/bulk/start-bulk-snapshots";
import { undoAcknowledgements, withdrawAcknowledgements } from "@/lib/bulk/withdraw-acknowledgements";
import { requestChecks } from "@/lib/checks/request-checks";
import { addResource } from "@/lib/resources/add-resource";
import { AcknowledgeInput, AddResourceInput } from "@/lib/resources/input";
import { announceOrTell } from "./announce-or-tell";
import { queueSnapshotsOf } from "./queue-snapshots-of";

const BulkRunId = z.object({ bulkRunId: z.string().max(40) });

/** "Add". Gives the resource that has the URL now, new or not. */
export const addResourceAction = action("editor", AddResourceInput, async (input, actor, tell) => {
  const { resource, isNew } = await addResource({ input, actor });
  if (isNew) await announceOrTell(hostCheckRequested.create({ host: resource.host, priority: 2 }), tell);
  refresh();
  return { resourceId: resource.id, isNew };
});

/** "Check now" of the selection: a bulk run whose progress the page shows. */
export const checkSelectionAction = action("editor", SelectionInput, async (selection, actor, tell) => {
  const { bulkRunId, total, refusedCount } = await requestChecks({ selection, actor });
  if (total > refusedCount) await announceOrTell(checksRequested.create({}), tell);
  refresh();
  return { bulkRunId, total, refusedCount };
});

/** "Archive now" of the selection: a bulk run that goes on after the answer; the page shows how far it is. */
export const archiveSelectionAction = action("editor", SelectionInput, async (selection, actor) => {
  const { bulkRunId, total, refusedCount } = await startBulkSnapshots({ selection, actor });
  after(() => queueSnapshotsOf({ bulkRunId, actor }));
  refresh();
  return { bulkRunId, total, refusedCount };
});

/** "Acknowledge" of the selection: done when it answers. */
export const acknowledgeSelectionAction = action(
  "editor",
  z.object({ selection: SelectionInput, input: AcknowledgeInput }),
  async ({ selection, input }, actor) => {
    const done = await acknowledgeResources({ selection, input, actor });
    refresh();
    return done;
  },
);

/** "Undo" of an acknowledged selection. */
export const undoAcknowledgementsAction = action("editor", BulkRunId, async ({ bulkRunId }, actor) => {
  const undone = await undoAcknowledgements({ bulkRunId, actor });
  refresh();
  return undone;
});

/** "Withdraw acknowledgement" of the selection. */
export const withdrawSelectionAction = action("editor", SelectionInput, async (selection, actor) => {
  const done = await withdrawAcknowledgements({ selection, actor });
  refresh();
  return done;
});

/** "Cancel" of a bulk run under way. */
export const cancelBulkRunAction = action("editor", BulkRunId, async ({ bulkRunId }, actor) => {
  await cancelBulkRun({ bulkRunId, actor });
  refresh();
});
