"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { hostCheckRequested } from "@/inngest/events";
import { action } from "@/lib/action";
import { askHostNow } from "@/lib/hosts/ask-host-now";
import { endHostRule } from "@/lib/hosts/end-host-rule";
import { forgetHost } from "@/lib/hosts/forget-host";
import { HostName, HostRuleInput, PauseHostInput } from "@/lib/hosts/input";
import { pauseHost } from "@/lib/hosts/pause-host";
import { resumeHost } from "@/lib/hosts/resume-host";
import { setHostRule } from "@/lib/hosts/set-host-rule";
import { announceOrTell } from "../resources/announce-or-tell";

const OneHost = z.object({ host: HostName });

/** "Pause", and "Undo" of lifting it. */
export const pauseHostAction = action("admin", PauseHostInput.extend({ host: HostName }), async (input, actor) => {
  const { host, ...pause } = input;
  await pauseHost({ host, input: pause, actor });
  refresh();
});

/** "Lift the pause", and "Undo" of pausing. */
export const resumeHostAction = action("admin", OneHost, async ({ host }, actor, tell) => {
  const { isResumed } = await resumeHost({ host, actor });
  if (isResumed) await announceOrTell(hostCheckRequested.create({ host, priority: 2 }), tell);
  refresh();
});

/** "Ask again now". */
export const askHostNowAction = action(
  "admin",
  OneHost.extend({ isAgainstItsWish: z.boolean() }),
  async ({ host, isAgainstItsWish }, actor, tell) => {
    const { isAsked } = await askHostNow({ host, isAgainstItsWish, actor });
    if (isAsked) await announceOrTell(hostCheckRequested.create({ host, priority: 2 }), tell);
    refresh();
  },
);

/** "Set the rule", and "Undo" of ending it. */
export const setHostRuleAction = action(
  "admin",
  OneHost.extend({ rule: HostRuleInput }),
  async (input, actor, tell) => {
    const { host, rule } = input;
    const { recheckCount } = await setHostRule({ host, input: rule, actor });
    if (recheckCount > 0) await announceOrTell(hostCheckRequested.create({ host, priority: 1 }), tell);
    refresh();
    return { recheckCount };
  },
);

/** "End the rule", and "Undo" of setting the first one. */
export const endHostRuleAction = action("admin", OneHost, async ({ host }, actor, tell) => {
  const { recheckCount } = await endHostRule({ host, actor });
  if (recheckCount > 0) await announceOrTell(hostCheckRequested.create({ host, priority: 1 }), tell);
  refresh();
});

/** "Forget". */
export const forgetHostAction = action("admin", OneHost, async ({ host }, actor) => {
  await forgetHost({ host, actor });
  refresh();
});
