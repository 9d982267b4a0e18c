import { gunzipSync } from "node:zlib";
import { Agent, request } from "undici";

/** What a plain visitor of the odd web sees. */
export interface Look {
  /** Code of the error that there was instead of an answer; null when there was an answer. */
  error: string | null;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  url: string;
  /** Status of each redirect on the way. */
  hops: number[];
}

/** How long a look waits for the whole answer to HEAD, in ms: GET comes after it. */
const HEAD_PATIENCE_MS = 2_000;
/** The same for GET: long, so that a busy machine is not taken for a slow host. */
const GET_PATIENCE_MS = 15_000;

/** Connects every name below `.localhost` to this machine, as RFC 6761 wants; other names are asked for. */
export function loopbackAgent(ca?: string): Agent {
  return new Agent({
    connect: {
      ...(ca === undefined ? {} : { ca }),
      lookup: (hostname, options, callback) => {
        if (!hostname.endsWith(".localhost")) {
          const error = Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" });
          return callback(error, "", 4);
        }
        if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
        else callback(null, "127.0.0.1", 4);
      },
    },
  });
}

/** Looks with HEAD, and with GET where HEAD did not succeed or `needsBody`; follows ten redirects below `.localhost`. */
export async function look(
  url: string,
  agent: Agent,
  { needsBody = false, patienceMs }: { needsBody?: boolean; patienceMs?: number } = {},
): Promise<Look> {
  const head = await follow("HEAD", url, { agent, patienceMs: patienceMs ?? HEAD_PATIENCE_MS });
  const isEnough = head.error === null && head.status < 300 && !needsBody;
  return isEnough ? head : follow("GET", url, { agent, patienceMs: patienceMs ?? GET_PATIENCE_MS });
}

interface Means {
  agent: Agent;
  patienceMs: number;
}

async function follow(method: "HEAD" | "GET", start: string, means: Means): Promise<Look> {
  const hops: number[] = [];
  let seen = await once(method, start, means);
  for (;;) {
    const { location } = seen.headers;
    if (seen.status < 300 || seen.status > 399 || typeof location !== "string") return { ...seen, hops };
    hops.push(seen.status);
    if (hops.length > 10) return { ...seen, hops, error: "TOO_MANY_REDIRECTS" };
    const next = URL.canParse(location, seen.url) ? new URL(location, seen.url) : null;
    if (next === null || !next.protocol.startsWith("http")) return { ...seen, hops, error: "BAD_LOCATION" };
    if (!next.hostname.endsWith(".localhost")) return { ...seen, hops, error: "PRIVATE_ADDRESS" };
    seen = await once(method, next.href, means);
  }
}

async function once(method: "HEAD" | "GET", url: string, { agent, patienceMs }: Means): Promise<Look> {
  const nothing = { status: 0, headers: {}, body: Buffer.alloc(0), url, hops: [] };
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const { statusCode, headers, body } = await request(url, { method, dispatcher: agent, signal });
    const sent = Buffer.from(await body.arrayBuffer());
    const isPacked = headers["content-encoding"] === "gzip" && method === "GET";
    const bytes = isPacked ? gunzipSync(sent) : sent;
    return { error: null, status: statusCode, headers, body: bytes, url, hops: [] };
  } catch (error) {
    return { ...nothing, error: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "TIMEOUT";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
