import type pg from "pg";
import { type Piece, wrapPiece } from "./canonical-json";
import type { Run } from "./run";

/** What a call of a run carries beside its header. `steps` in the order in which they ended. */
export type Payload = { events: Piece[]; steps: Map<string, Piece> };

export type Payloads = {
  /** The payload, from memory or read back from the journal. */
  load(run: Run): Payload | Promise<Payload>;
  /** Keeps the events of a new run, which has no steps yet. */
  add(runId: string, events: Piece[]): void;
  /** Adds the result of a step that has just ended. */
  addStep(options: { runId: string; stepId: string; result: Piece }): void;
  drop(runId: string): void;
};

type Entry = { payload: Payload; bytes: number };
type Loading = { late: [string, Piece][]; done: Promise<Payload> };

/**
 * Events and step results of the runs that are worked on, at most `maxBytes` of them (least recently used go first). What was dropped is
 * read back when it is needed, many runs in one query.
 */
export function createPayloads(options: { pool: pg.Pool; maxBytes: number }): Payloads {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Loading>();
  const loader = createLoader(options.pool);
  let total = 0;

  const put = (runId: string, payload: Payload) => {
    drop(runId);
    const bytes = sizeOf(payload);
    total += bytes;
    entries.set(runId, { payload, bytes });
    for (const [oldest] of entries) {
      if (total <= options.maxBytes || oldest === runId) break;
      drop(oldest);
    }
  };
  const drop = (runId: string) => {
    total -= entries.get(runId)?.bytes ?? 0;
    entries.delete(runId);
  };
  const read = (run: Run): Loading => {
    const late: [string, Piece][] = [];
    const done = loader(run).then((payload) => {
      for (const [stepId, result] of late) payload.steps.set(stepId, result);
      loading.delete(run.id);
      put(run.id, payload);
      return payload;
    });
    done.catch(() => loading.delete(run.id));
    return { late, done };
  };
  return {
    load(run) {
      const entry = entries.get(run.id);
      if (entry) {
        entries.delete(run.id);
        entries.set(run.id, entry);
        return entry.payload;
      }
      const inProgress = loading.get(run.id) ?? read(run);
      loading.set(run.id, inProgress);
      return inProgress.done;
    },
    add: (runId, events) => put(runId, { events, steps: new Map() }),
    addStep({ runId, stepId, result }) {
      // A read that began before the result was durable doesn't see it.
      loading.get(runId)?.late.push([stepId, result]);
      const entry = entries.get(runId);
      if (!entry) return;
      entry.payload.steps.set(stepId, result);
      entry.bytes += bytesOf(result);
      total += bytesOf(result);
    },
    drop,
  };
}

/** Collects the runs asked for in one turn of the event loop and reads them with two queries. */
function createLoader(pool: pg.Pool): (run: Run) => Promise<Payload> {
  let wanted: { run: Run; resolve(payload: Payload): void; reject(error: unknown): void }[] = [];
  const readAll = async () => {
    const asked = wanted;
    wanted = [];
    try {
      const payloads = await readPayloads(
        pool,
        asked.map(({ run }) => run),
      );
      for (const { run, resolve } of asked) resolve(payloads.get(run.id) ?? { events: [], steps: new Map() });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  return (run) =>
    new Promise((resolve, reject) => {
      wanted.push({ run, resolve, reject });
      if (wanted.length === 1) setImmediate(readAll);
    });
}

async function readPayloads(pool: pg.Pool, runs: Run[]): Promise<Map<string, Payload>> {
  const eventIds = [...new Set(runs.flatMap((run) => run.eventIds))];
  const [events, steps] = await Promise.all([
    pool.query<{ id: string; body: string }>("SELECT id, body FROM engine.event WHERE id = ANY($1)", [eventIds]),
    pool.query<{ run_id: string; id: string; result: string }>(
      `SELECT run_id, id, result FROM engine.step
       WHERE run_id = ANY($1) AND status IN ('completed', 'failed') ORDER BY run_id, position`,
      [runs.map((run) => run.id)],
    ),
  ]);
  const bodies = new Map(events.rows.map(({ id, body }) => [id, pieceOf(body)]));
  const payloads = new Map<string, Payload>();
  for (const run of runs)
    payloads.set(run.id, { events: run.eventIds.flatMap((id) => bodies.get(id) ?? []), steps: new Map() });
  for (const { run_id, id, result } of steps.rows) payloads.get(run_id)?.steps.set(id, pieceOf(result));
  return payloads;
}

function pieceOf(text: string): Piece {
  return { ...wrapPiece(JSON.parse(text)), raw: text };
}

/** How much the results of a run's steps are together. */
export function stateBytes({ steps }: Payload): number {
  let sum = 0;
  for (const { raw } of steps.values()) sum += raw.length;
  return sum;
}

function sizeOf(payload: Payload): number {
  const pieces = [...payload.events, ...payload.steps.values()];
  return pieces.reduce((sum, piece) => sum + bytesOf(piece), 500);
}

/** Roughly: text that is the same in both forms is shared. */
function bytesOf(piece: Piece): number {
  return piece.raw.length + (piece.raw === piece.canonical ? 0 : piece.canonical.length) + 100;
}
