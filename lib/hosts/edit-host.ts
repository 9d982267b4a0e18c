import { type Actor, assertRole } from "@/lib/actor";
import { parseInput } from "@/lib/parse-input";
import { endHostRule } from "./end-host-rule";
import { EditHostInput, endOf, PauseHostInput } from "./input";
import { pauseHost } from "./pause-host";
import { resumeHost } from "./resume-host";
import { setHostRule } from "./set-host-rule";

/**
 * Pauses a host or lifts its pause, and sets or ends its rule. Nothing is changed unless all of it can be. Send `hostCheckRequested` if
 * `needsCheck`. Throws FORBIDDEN for others than admins, NOT_FOUND, INVALID with fields.
 */
export async function editHost({
  host,
  input,
  actor,
  now = new Date(),
}: {
  host: string;
  input: EditHostInput;
  actor: Actor;
  now?: Date;
}): Promise<{ needsCheck: boolean }> {
  assertRole(actor, "admin");
  const { paused, pausedUntil, reason = "", rule } = parseInput(EditHostInput, input);
  const pause = { reason, until: pausedUntil };
  if (paused) {
    parseInput(PauseHostInput, pause);
    endOf("pausedUntil", pausedUntil, now);
  }
  let needsCheck = false;
  if (rule !== undefined) {
    const { recheckCount } =
      rule === null ? await endHostRule({ host, actor, now }) : await setHostRule({ host, input: rule, actor, now });
    needsCheck = recheckCount > 0;
  }
  if (paused === true) await pauseHost({ host, input: pause, actor, now });
  if (paused === false) needsCheck = (await resumeHost({ host, actor, now })).isResumed || needsCheck;
  return { needsCheck };
}
