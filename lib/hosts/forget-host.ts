import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { lockHost, tellHostChanged } from "./lock-host";

const NOTHING_LEARNED = {
  learnedMethod: null,
  learnedMethodAt: null,
  madeUpAnswer: Prisma.DbNull,
  madeUpAt: null,
  crawlDelayMs: null,
  robotsState: null,
  robotsReadAt: null,
  robotsRules: Prisma.DbNull,
  slowdownMs: 0,
  goodStreak: 0,
  noAnswerStreak: 0,
  recentCount: 0,
  recentBlocked: 0,
} satisfies Prisma.HostUpdateInput;

/**
 * "Forget what was learned": method, made-up answer, robots.txt, slow-down and the share of refusals are found out anew. Waits, pause and rule
 * stay, and so do the verdicts. Not while a run is at work there, which would write down what it knows. Harmless twice.
 * Throws FORBIDDEN for others than admins, NOT_FOUND, CONFLICT while a run is at work.
 */
export async function forgetHost({
  host,
  actor,
  now = new Date(),
}: {
  host: string;
  actor: Actor;
  now?: Date;
}): Promise<{ isForgotten: boolean }> {
  assertRole(actor, "admin");
  return db.$transaction(async (tx) => {
    const row = await lockHost(tx, host, now);
    const { learnedMethod, crawlDelayMs, slowdownMs, madeUpAt, robotsState, recentCount } = row;
    const isBlank = [learnedMethod, crawlDelayMs, madeUpAt, robotsState].every((value) => value === null);
    if (isBlank && slowdownMs === 0 && recentCount === 0) return { isForgotten: false };
    if (row.leaseUntil !== null && row.leaseUntil > now)
      throw new AppError(
        "CONFLICT",
        `${host} is being asked at the moment. Pause it, or try again when its checks are done.`,
      );
    await tx.host.update({ where: { host }, data: NOTHING_LEARNED });
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.forgotten", subjectKind: "host", subjectId: host, subjectName: host },
      before: { method: learnedMethod, crawlDelayMs, slowdownMs },
    });
    return { isForgotten: true };
  });
}
