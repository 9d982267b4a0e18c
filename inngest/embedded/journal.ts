import type pg from "pg";
import { type JournalBatch, newBatch, statementsOf } from "./journal-batch";

export type Journal = {
  /**
   * Adds to the batch that is written next; resolves when it is durable. `fill` runs at once, so everything that it changes in
   * memory and in the batch belongs together. Rejects when the journal has failed.
   */
  write(fill: (batch: JournalBatch) => void): Promise<void>;
};

type OpenBatch = {
  rows: JournalBatch;
  isUsed: boolean;
  done: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
};

/**
 * Group commit: while one transaction is on its way to the disk, the next collects what comes in. So one run alone is written at once,
 * and a thousand together share a commit. `client` is a pipelining connection that holds the engine's lock: an engine that has lost its
 * lock can't write. `onFailure` hears of the first failed write; nothing is written after it.
 */
export function createJournal(options: { client: pg.ClientBase; onFailure(error: Error): void }): Journal {
  let open = openBatch();
  let isWriting = false;
  let failure: Error | null = null;

  const fail = (error: Error) => {
    if (failure) return;
    failure = error;
    open.reject(error);
    options.onFailure(error);
  };
  const writeOpen = async () => {
    const batch = open;
    open = openBatch();
    try {
      await runStatements(options.client, batch.rows);
      // Resolved before the tasks run: who waits for the write continues after them either way, in the order of the batch.
      batch.resolve();
      for (const task of batch.rows.afterCommit) task();
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      batch.reject(cause);
      fail(cause);
    }
  };
  const writeAll = async () => {
    while (open.isUsed && !failure) await writeOpen();
    isWriting = false;
  };
  return {
    write(fill) {
      if (failure) return Promise.reject(failure);
      const batch = open;
      batch.isUsed = true;
      try {
        fill(batch.rows);
      } catch (error) {
        // Memory and journal may differ now: only reading the journal again mends that.
        fail(error instanceof Error ? error : new Error(String(error)));
      }
      if (!isWriting) {
        isWriting = true;
        setImmediate(writeAll);
      }
      return batch.done;
    },
  };
}

async function runStatements(client: pg.ClientBase, batch: JournalBatch): Promise<void> {
  const statements = statementsOf(batch);
  if (statements.length === 0) return;
  if (statements.length === 1) {
    await Promise.all(statements.map((statement) => client.query(statement)));
    return;
  }
  await Promise.all([
    client.query("BEGIN"),
    ...statements.map((statement) => client.query(statement)),
    client.query("COMMIT"),
  ]);
}

function openBatch(): OpenBatch {
  const { promise, resolve, reject } = withResolvers();
  // A failure is reported by onFailure; a batch that nobody waits for must not end the process.
  promise.catch(() => undefined);
  return { rows: newBatch(), isUsed: false, done: promise, resolve, reject };
}

function withResolvers(): { promise: Promise<void>; resolve(): void; reject(error: Error): void } {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((onDone, onError) => {
    resolve = onDone;
    reject = onError;
  });
  return { promise, resolve, reject };
}
