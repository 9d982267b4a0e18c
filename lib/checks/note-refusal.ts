import { db } from "@/lib/db";
import type { Refusal } from "@/lib/remotes/probe-facts";
import type { Settings } from "@/lib/settings/definitions";
import { learnRules, refusedUntil } from "./learn-host";

/**
 * Notes that a host asked us to come less often, for one that another host's run met behind a redirect: nobody asks it before its time, and a run
 * that is at work there ends with its next write. A longer wait stays. One of our own choice is over, because the host answers.
 */
export async function noteRefusal(
  refusal: Refusal,
  { settings, now }: { settings: Settings; now: Date },
): Promise<void> {
  const { notBefore, notBeforeReason } = refusedUntil(refusal, { now, rules: learnRules(settings), slowdownMs: 0 });
  await db.$executeRaw`
    INSERT INTO "Host" AS h ("host", "nextAt", "notBefore", "notBeforeReason")
    VALUES (${refusal.host}, ${now}, ${notBefore}, ${notBeforeReason})
    ON CONFLICT ("host") DO UPDATE SET "notBefore" = EXCLUDED."notBefore", "notBeforeReason" = EXCLUDED."notBeforeReason"
    WHERE h."notBefore" IS NULL OR h."notBeforeReason" = 'no_answer' OR h."notBefore" < EXCLUDED."notBefore"`;
}
