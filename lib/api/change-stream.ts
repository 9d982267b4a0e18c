/** Sends the listener the name of each table that changed; the answer ends it. */
type Subscribe = (listener: (table: string) => void) => () => void;

export type ChangeStreamOptions = {
  subscribe: Subscribe;
  /** Asked at each heartbeat: a person who was signed out hears no more. */
  isStillAllowed: () => Promise<boolean>;
  /** Ends the stream when the browser goes. */
  signal: AbortSignal;
  /** Changes within this time are one event: a bulk of 10,000 rows would else be 10,000 reloads. */
  coalesceMs?: number;
  /** Shorter than the idle time-outs of common proxies (60 s). */
  heartbeatMs?: number;
};

/** Streams that are open in this process: they end when it is told to, else it would wait for browsers that never hang up. */
const open = new Set<() => void>();
let isListening = false;

/** Server-sent events: `event: change` with `{"tables": […]}` whenever rows changed; comments as heartbeats. */
export function changeStream(options: ChangeStreamOptions): Response {
  endWithProcess();
  return new Response(eventStream(options), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // nginx would hold events back otherwise.
      "x-accel-buffering": "no",
    },
  });
}

function eventStream({
  subscribe,
  isStillAllowed,
  signal,
  coalesceMs = 300,
  heartbeatMs = 25_000,
}: ChangeStreamOptions) {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let end = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(new TextEncoder().encode(text));
        const flush = () => {
          timer = undefined;
          // A browser that doesn't read gets one event when it does, not a queue of them.
          if ((controller.desiredSize ?? 1) <= 0) timer = setTimeout(flush, coalesceMs);
          else send(`event: change\ndata: ${JSON.stringify({ tables: [...changed].sort() })}\n\n`);
          if (timer === undefined) changed.clear();
        };
        const unsubscribe = subscribe((table) => {
          changed.add(table);
          timer ??= setTimeout(flush, coalesceMs);
        });
        const heartbeat = setInterval(async () => {
          if (!(await isStillAllowed().catch(() => true))) end();
          else if (open.has(end)) send(": still here\n\n");
        }, heartbeatMs);
        end = () => {
          if (!open.delete(end)) return;
          unsubscribe();
          clearInterval(heartbeat);
          clearTimeout(timer);
          signal.removeEventListener("abort", end);
          controller.close();
        };
        open.add(end);
        signal.addEventListener("abort", end);
        send("retry: 2000\n\n");
      },
      cancel() {
        // The reader is gone: closing again is refused, the rest must still be ended.
        try {
          end();
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      },
    },
    { highWaterMark: 16 },
  );
}

function endWithProcess(): void {
  if (isListening) return;
  isListening = true;
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    process.once(name, () => {
      for (const end of [...open]) end();
    });
  }
}
