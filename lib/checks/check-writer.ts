import { type FinishedCheck, type HostBatch, type RecordedChecks, recordChecks } from "./record-checks";

/** Rows of one statement: a few tenths of a second at most. */
const MAX_ROWS = 500;

type Job = {
  batch: HostBatch;
  now: Date;
  resolve: (written: RecordedChecks) => void;
  reject: (error: unknown) => void;
};

const waiting: Job[] = [];
let isWriting = false;

/**
 * Writes a finished check, together with those that other hosts' runs of this process have finished meanwhile: while one statement is under way
 * the next ones gather, so a quiet process writes at once and a busy one writes many together. Resolves when it is written, see {@link recordChecks};
 * what it resolves to speaks of others' checks too.
 */
export function writeCheck(input: {
  check: FinishedCheck;
  runId: string;
  host: HostBatch["host"];
  now: Date;
}): Promise<RecordedChecks> {
  const { check, runId, host, now } = input;
  return new Promise((resolve, reject) => {
    waiting.push({ batch: { runId, host, checks: [check] }, now, resolve, reject });
    if (!isWriting) void writeAll();
  });
}

async function writeAll(): Promise<void> {
  isWriting = true;
  while (waiting.length > 0) {
    const jobs = waiting.splice(0, MAX_ROWS);
    try {
      const written = await recordChecks(byHost(jobs), new Date(Math.max(...jobs.map(({ now }) => now.getTime()))));
      for (const { resolve } of jobs) resolve(written);
    } catch (error) {
      // Each run hears it, and fails with it: what was not written is wanted still.
      for (const { reject } of jobs) reject(error);
    }
  }
  isWriting = false;
}

/** One batch per run; what it knew last of its host includes what it knew before. */
function byHost(jobs: readonly Job[]): HostBatch[] {
  const batches = new Map<string, HostBatch>();
  for (const { batch } of jobs) {
    const key = `${batch.runId} ${batch.host.host}`;
    const { checks = [] } = batches.get(key) ?? {};
    batches.set(key, { ...batch, checks: [...checks, ...batch.checks] });
  }
  return [...batches.values()];
}
