"use client";

/** Who wants to know: gets the names of the tables that changed; `"all"` when changes may have been missed. */
export type ChangeListener = (tables: readonly string[] | "all") => void;

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const listeners = new Set<ChangeListener>();
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let retryMs = FIRST_RETRY_MS;
/** The stream broke or slept since it last told something. */
let hasMissed = false;

/**
 * Listens to GET /api/live, one connection for the whole page. It is closed in hidden tabs: browsers allow few connections per host, and
 * nobody looks. Returns the function that ends listening.
 */
export function onChange(listener: ChangeListener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener("visibilitychange", follow);
    follow();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", follow);
    close();
    hasMissed = false;
  };
}

/** Whether the server has been heard and not lost since. */
export function isConnected(): boolean {
  return source?.readyState === EventSource.OPEN;
}

function follow(): void {
  if (document.hidden) {
    close();
    hasMissed = true;
  } else open();
}

function open(): void {
  if (source || listeners.size === 0 || document.hidden) return;
  clearTimeout(retry);
  source = new EventSource("/api/live");
  source.addEventListener("open", () => {
    retryMs = FIRST_RETRY_MS;
    if (hasMissed) tell("all");
    hasMissed = false;
  });
  source.addEventListener("change", (event) => tell(tablesOf(String(event.data))));
  source.addEventListener("error", () => {
    // The browser gives up after an answer that isn't a stream (signed out, restart); we come back.
    hasMissed = true;
    close();
    retry = setTimeout(open, retryMs);
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
  });
}

function close(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

function tell(tables: readonly string[] | "all"): void {
  for (const listener of listeners) listener(tables);
}

/** The event's data: `{"tables": ["Resource"]}`; `*` stands for "changes were missed". */
function tablesOf(data: string): readonly string[] | "all" {
  const message: unknown = JSON.parse(data);
  const isKnown = typeof message === "object" && message !== null && "tables" in message;
  if (!isKnown || !Array.isArray(message.tables) || message.tables.includes("*")) return "all";
  return message.tables.map(String);
}
