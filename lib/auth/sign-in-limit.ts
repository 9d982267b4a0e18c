import { createHash } from "node:crypto";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newRowId } from "@/lib/row-id";

/*
 * Counted in the database, so that all web processes share the count. Tries at one e-mail address are what protects a password; tries
 * from one address protect against one password tried on everybody, and bound the hashing that a stranger can cause.
 */
const WINDOW_MS = 15 * 60_000;
/** A person who mistypes needs three; ten guesses a quarter of an hour are 350,000 a year, too few for twelve characters. */
const MOST_PER_EMAIL = 10;
/** An office behind one address. */
const MOST_PER_ADDRESS = 60;

type Attempt = { email: string; address: string; now: Date };

/**
 * Counts an attempt before the password is looked at. Throws PAUSED with the minutes to wait when there were too many in the window;
 * the same whether the e-mail is known or not.
 */
export async function countSignInAttempt(attempt: Attempt): Promise<void> {
  const waits = await Promise.all([
    count({ key: emailKey(attempt.email), most: MOST_PER_EMAIL, now: attempt.now }),
    count({ key: addressKey(attempt.address), most: MOST_PER_ADDRESS, now: attempt.now }),
  ]);
  const waitMs = Math.max(...waits);
  if (waitMs === 0) return;
  const minutes = Math.ceil(waitMs / 60_000);
  throw new AppError(
    "PAUSED",
    `Too many attempts to sign in. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  );
}

/** A right password: it was no guess, so it doesn't count. */
export async function forgiveSignInAttempt({ email, address }: Attempt): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: emailKey(email) } });
  await db.rateLimit.updateMany({
    where: { key: addressKey(address), count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

const emailKey = (email: string) => `sign-in/email/${createHash("sha256").update(email).digest("hex")}`;
const addressKey = (address: string) => `sign-in/address/${address.slice(0, 64)}`;

/** One statement, so that a hundred guesses at once are a hundred counts. Answers the milliseconds to wait, 0 for "go on". */
async function count({ key, most, now }: { key: string; most: number; now: Date }): Promise<number> {
  const nowMs = now.getTime();
  const [row] = await db.$queryRaw<{ count: number; startedMs: bigint }[]>`
    INSERT INTO "RateLimit" AS r ("id", "key", "count", "lastRequest") VALUES (${newRowId()}, ${key}, 1, ${nowMs})
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN r."lastRequest" <= ${nowMs - WINDOW_MS} THEN 1 ELSE r."count" + 1 END,
      "lastRequest" = CASE WHEN r."lastRequest" <= ${nowMs - WINDOW_MS} THEN ${nowMs} ELSE r."lastRequest" END
    RETURNING "count", "lastRequest" AS "startedMs"`;
  if (row === undefined) throw new Error("Counting an attempt to sign in answered no row.");
  // The first of a window tidies up: rows of people who never came back.
  if (row.count === 1) await db.rateLimit.deleteMany({ where: { lastRequest: { lte: nowMs - WINDOW_MS } } });
  return row.count <= most ? 0 : Math.max(1, Number(row.startedMs) + WINDOW_MS - nowMs);
}
