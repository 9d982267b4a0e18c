import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { type OutgoingHeaders, reply, replyJson } from "../http-exchange";
import type { HostCounter, HostStats } from "./host-stats";
import { hostName, lastingVerdict, typedUrl, wirePath } from "./way";
import { WAYS } from "./ways";

const OverrideBody = z.strictObject({
  /** Labels in front of `.odd.localhost`. */
  host: z.string(),
  path: z.string().startsWith("/"),
  /** Null takes the change back. */
  status: z.number().int().min(200).max(999).nullable(),
  headers: z.record(z.string(), z.string()).optional(),
});

interface Override {
  status: number;
  headers: OutgoingHeaders;
}

/** What tests may do to the odd web: break and mend a page, read and clear the counters. */
export class OddWebControl {
  readonly #counter: HostCounter;
  readonly #overrides = new Map<string, Override>();
  readonly #counts = new Map<string, number>();

  /** Certificate of the authority of some https hosts; nobody trusts it but who is given it. */
  readonly authorityPem: string;

  constructor(counter: HostCounter, authorityPem: string) {
    this.#counter = counter;
    this.authorityPem = authorityPem;
  }

  /** What each host has seen since the start or the last reset. */
  stats(): Record<string, HostStats> {
    return this.#counter.read();
  }

  /** Lets an address answer with a status from now on; null takes it back. */
  setStatus(host: string, path: string, status: number | null, headers: OutgoingHeaders = {}): void {
    const key = `${hostName(host)} ${wirePath(path)}`;
    if (status === null) this.#overrides.delete(key);
    else this.#overrides.set(key, { status, headers });
  }

  /** Forgets counters and overrides. */
  reset(): void {
    this.#counter.clear();
    this.#overrides.clear();
    this.#counts.clear();
  }

  overrideFor(hostname: string, path: string): Override | undefined {
    return this.#overrides.get(`${hostname} ${path}`);
  }

  /** Counts a visit and answers the how-manieth it is. */
  count(hostname: string, path: string): number {
    const nth = (this.#counts.get(`${hostname} ${path}`) ?? 0) + 1;
    this.#counts.set(`${hostname} ${path}`, nth);
    return nth;
  }
}

/** Answers `/__odd/stats`, `/__odd/ways`, `/__odd/authority.pem`, `/__odd/set` and `/__odd/reset`. */
export function answerOddControl(call: {
  request: IncomingMessage;
  response: ServerResponse;
  control: OddWebControl;
  body: string;
}): ServerResponse {
  const { request, response, control, body } = call;
  const port = request.socket.localPort ?? 0;
  switch (`${request.method} ${request.url}`) {
    case "GET /__odd/stats":
      return replyJson(response, 200, control.stats());
    case "GET /__odd/authority.pem":
      return reply(response, 200, "application/x-pem-file", control.authorityPem);
    case "GET /__odd/ways":
      return replyJson(response, 200, listWays(port));
    case "POST /__odd/set": {
      const wish = OverrideBody.safeParse(readJson(body));
      if (!wish.success) return replyJson(response, 400, { error: wish.error.issues[0]?.message });
      control.setStatus(wish.data.host, wish.data.path, wish.data.status, wish.data.headers);
      return replyJson(response, 200, { ok: true });
    }
    case "POST /__odd/reset":
      control.reset();
      return replyJson(response, 200, { ok: true });
    default:
      return replyJson(response, 404, { error: `The odd web has no ${request.method} ${request.url}.` });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function listWays(port: number) {
  return WAYS.map((way) => ({
    url: typedUrl(way, port),
    title: way.title,
    does: way.does,
    expect: way.expect,
    lasting: lastingVerdict(way.expect),
    demo: way.demo,
    needsAuthority: way.needsAuthority === true,
  }));
}
