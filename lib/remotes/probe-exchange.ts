import type { Dispatcher } from "undici";
import { type BodyReader, createBodyReader } from "./probe-body";
import type { ProbeBody, ProbeLimits } from "./probe-facts";
import { keptHeaders, locationOf } from "./probe-headers";

/** More of a redirect's body than this is not waited for: the connection is dropped. */
const SPARE_BYTES = 65_536;
const SPARE_MS = 1_000;

export type ExchangeRequest = {
  dispatcher: Dispatcher;
  origin: string;
  /** With its query. */
  path: string;
  method: "HEAD" | "GET";
  headers: Record<string, string>;
  limits: ProbeLimits;
  signal: AbortSignal | null;
};

export type Answer = {
  /** Monotonic, as `performance.now()`: when the request was written; null if no connection came about. */
  sentAt: number | null;
  headersAt: number | null;
  endedAt: number;
  status: number | null;
  headers: Record<string, string>;
  /** Where a redirect leads, whole, and the cookies that it sets; never kept with the evidence. */
  location: string | null;
  setCookies: readonly string[];
  body: ProbeBody | null;
  /** What cut the exchange short, if anything. */
  failure: { error: unknown; phase: "before" | "headers" | "body" } | null;
};

/** Codes that lead on to the address in Location (RFC 9110, 15.4). */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * One request and its answer, straight on the library's dispatcher: a check is done a hundred thousand times, and the library's own
 * `request` makes a stream for each answer that HEAD has no use for. Never rejects, and answers at once when the caller's signal fires.
 */
export function exchange(request: ExchangeRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const { dispatcher, origin, path, method, headers } = request;
    const handler = new Exchange(request, resolve);
    // Its own limits begin anew with each byte; ours don't. Without `reset` it would make a connection for each HEAD, for fear of servers
    // that send a body with it: those are found out at the next request, which is then asked again (probe-walk.ts).
    const ours = { headersTimeout: 0, bodyTimeout: 0, reset: false };
    dispatcher.dispatch({ origin, path, method, headers, ...ours }, handler);
  });
}

/** Our limits; the codes are the library's, so that they are read in one place. */
class LimitError extends Error {
  constructor(
    readonly code: "UND_ERR_HEADERS_TIMEOUT" | "UND_ERR_BODY_TIMEOUT" | "HOLDFAST_ENOUGH",
    message: string,
  ) {
    super(message);
  }
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private timer: NodeJS.Timeout | undefined;
  private reader: BodyReader | null = null;
  private spareBytes = 0;
  private isOver = false;
  private sentAt: number | null = null;
  private headersAt: number | null = null;
  private status: number | null = null;
  private headers: Record<string, string> = {};
  private location: string | null = null;
  private setCookies: readonly string[] = [];

  constructor(
    private readonly request: ExchangeRequest,
    private readonly resolve: (answer: Answer) => void,
  ) {
    request.signal?.addEventListener("abort", this.onAbort, { once: true });
  }

  /** Called again if the library finds that the connection was closed meanwhile, and takes another. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOver) {
      controller.abort(new LimitError("HOLDFAST_ENOUGH", "nobody waits for it"));
      return;
    }
    this.sentAt = performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onHeadersTimeout, this.request.limits.headersTimeoutMs);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // Early hints and their like; the answer is still to come.
    if (status < 200 || this.isOver) return;
    this.headersAt = performance.now();
    this.status = status;
    this.headers = keptHeaders(headers);
    if (isRedirect(status)) this.location = locationOf(headers);
    if (this.location !== null && headers["set-cookie"]) this.setCookies = [headers["set-cookie"]].flat();
    if (this.request.method === "HEAD") return;
    clearTimeout(this.timer);
    if (status === 304 || this.location !== null) {
      this.timer = setTimeout(this.onEnough, SPARE_MS);
      return;
    }
    const { maxBodyBytes: maxBytes, bodyTimeoutMs, sampleBytes } = this.request.limits;
    this.timer = setTimeout(this.onBodyTimeout, bodyTimeoutMs);
    this.reader = createBodyReader({
      headers: this.headers,
      maxBytes,
      sampleBytes,
      onDone: ({ error, isTruncated }) => this.finish(error === null ? null : { error, phase: "body" }, isTruncated),
      onDrain: () => this.controller?.resume(),
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.reader) {
      if (!this.reader.push(chunk)) controller.pause();
      return;
    }
    this.spareBytes += chunk.length;
    if (this.spareBytes > SPARE_BYTES) this.onEnough();
  }

  onResponseEnd(): void {
    if (this.reader) this.reader.end();
    else this.finish(null, false);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  private fail(error: unknown): void {
    const isAnswered = this.status !== null && !this.reader;
    if (isAnswered) this.finish(null, false);
    const phase = this.reader ? "body" : this.sentAt === null ? "before" : "headers";
    this.finish({ error, phase }, true);
  }

  private readonly onAbort = () => this.fail(new Error("the caller ended it"));
  private readonly onEnough = () => this.finish(null, true);
  private readonly onHeadersTimeout = () =>
    this.finish(
      { error: new LimitError("UND_ERR_HEADERS_TIMEOUT", "the answer's headers did not come"), phase: "headers" },
      true,
    );
  private readonly onBodyTimeout = () =>
    this.finish(
      { error: new LimitError("UND_ERR_BODY_TIMEOUT", "the body did not come to its end"), phase: "body" },
      true,
    );

  private finish(failure: Answer["failure"], isTruncated: boolean): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    const { sentAt, headersAt, status, headers, location, setCookies, reader } = this;
    this.request.signal?.removeEventListener("abort", this.onAbort);
    const body = reader ? reader.stop(isTruncated) : null;
    // A connection with an unread rest is of no use.
    if (isTruncated) this.controller?.abort(new LimitError("HOLDFAST_ENOUGH", "the rest is not needed"));
    const endedAt = performance.now();
    this.resolve({ sentAt, headersAt, endedAt, status, headers, location, setCookies, body, failure });
  }
}
