import { type Actor, assertRole } from "@/lib/actor";
import { getSettings } from "@/lib/settings/get-settings";
import { refreshAccount } from "./account-report";
import { findStandingStop } from "./find-stop";

/**
 * "Try the keys again": asks the archive for our account now. Good keys lift the pause for refused ones; announce `workResumed` then.
 * Changes nothing else. Throws FORBIDDEN for others than admins.
 */
export async function tryKeys({
  actor,
  now = new Date(),
}: {
  actor: Actor;
  now?: Date;
}): Promise<{ areGood: boolean; sentence: string }> {
  assertRole(actor, "admin");
  const settings = await getSettings();
  const stop = findStandingStop(settings);
  if (stop) return { areGood: false, sentence: `${stop.sentence} The keys were not tried.` };
  const answer = await refreshAccount({ settings, now, isForced: true });
  if (answer) return { areGood: true, sentence: "The keys are good. What waited goes on." };
  const sentence =
    answer === false
      ? "The Wayback Machine still refuses the keys."
      : "The Wayback Machine did not answer. Try again in a minute.";
  return { areGood: false, sentence };
}
