import { setTimeout as wait } from "node:timers/promises";
import { Prisma } from "@/prisma/generated/client";

/** The clock by which slots are granted, as SQL, and the waiting for them. */
export type PaceClock = { now: () => Prisma.Sql; sleep: (ms: number) => Promise<void> };

/** All workers go by the database's clock: theirs need not agree. */
const DATABASE_CLOCK: PaceClock = {
  now: () => Prisma.sql`clock_timestamp()`,
  sleep: async (ms) => {
    await wait(ms);
  },
};

let clock = DATABASE_CLOCK;

/** The clock in force. */
export function paceClock(): PaceClock {
  return clock;
}

/** For tests that let hours pass in a moment; null brings the database's clock back. */
export function setPaceClock(other: PaceClock | null): void {
  clock = other ?? DATABASE_CLOCK;
}
