import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Acceptor } from "./accept-events";
import type { Core } from "./core";
import { healthOf } from "./health";
import { BadEvents, readEvents } from "./incoming-event";
import { RegistrationRefused, registerApp } from "./register-app";
import { isBearerOf, isSameSecret } from "./signature";

/** The engine behind the server, while it is at work. */
export type ServedEngine = { core: Core; accept: Acceptor };

/** A request that is answered with a sentence. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The engine's HTTP interface: events, registration, health. While `engine` gives null it answers 503, and senders try again. */
export function createApiServer(options: { engine: () => ServedEngine | null; log: Core["log"] }): Server {
  const { engine, log } = options;
  const handle = async (request: IncomingMessage): Promise<unknown> => {
    const { pathname } = new URL(request.url ?? "/", "http://engine");
    const [, first = "", second = ""] = pathname.split("/");
    const served = engine();
    if (request.method === "GET" && pathname === "/health") return health(served);
    if (!served) return refuse(503, "The engine is not ready yet. Try again in a moment.");
    if (request.method === "POST" && first === "e") return postEvents(served, request, second);
    if (request.method === "POST" && pathname === "/fn/register") return postRegistration(served, request);
    return refuse(
      404,
      "There is nothing here. The engine takes POST /e/<event key>, POST /fn/register and GET /health.",
    );
  };
  return createServer((request, response) => {
    handle(request).then(
      (answer) => send(response, 200, answer),
      (error) => send(response, statusOf(error), answerOf(error, log)),
    );
  });
}

function health(served: ServedEngine | null): unknown {
  if (!served) return refuse(503, "The engine waits for its database or for another engine.");
  return served.core.isDraining ? refuse(503, "The engine stops: it begins nothing new.") : healthOf(served.core);
}

async function postEvents({ core, accept }: ServedEngine, request: IncomingMessage, key: string): Promise<unknown> {
  if (!isSameSecret(decode(key), core.options.eventKey)) refuse(401, "The event key is wrong.");
  // Accepted now, it would start nothing and be lost: at the very first start an app may be quicker than its registration.
  if (core.functions.isEmpty()) refuse(503, "No app has registered its functions yet. Try again in a moment.");
  const body = await readBody(request, core.options.maxEventBytes);
  const seed = request.headers["x-inngest-event-id-seed"];
  const events = readEvents({ body, seed: typeof seed === "string" ? seed : undefined, now: core.clock() });
  return { ids: await accept(events), status: 200 };
}

async function postRegistration({ core }: ServedEngine, request: IncomingMessage): Promise<unknown> {
  if (!isBearerOf(request.headers.authorization, core.options.signingKey)) refuse(401, "The signing key is wrong.");
  const body = await readBody(request, core.options.maxEventBytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    refuse(400, "The registration is not JSON.");
  }
  try {
    return { ok: true, ...(await registerApp(core, parsed)) };
  } catch (error) {
    if (error instanceof RegistrationRefused) core.log.error({ reason: error.message }, "a registration was refused");
    throw error;
  }
}

/** The whole body as text. One that is too large is refused as soon as that shows, and the connection closed. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    refuse(413, `The body is larger than ${maxBytes} bytes. Send fewer or smaller events at once.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBytes) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

function refuse(status: number, message: string): never {
  throw new Refusal(status, message);
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  return error instanceof BadEvents || error instanceof RegistrationRefused ? 400 : 503;
}

function answerOf(error: unknown, log: Core["log"]): unknown {
  const status = statusOf(error);
  if (status !== 503 || error instanceof Refusal)
    return { ok: false, status, error: error instanceof Error ? error.message : String(error) };
  log.warn({ error }, "a request could not be served");
  return { ok: false, status, error: "The engine could not store this. Try again in a moment." };
}

function send(response: ServerResponse, status: number, answer: unknown): void {
  const body = JSON.stringify(answer);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    // The rest of a body that was too large is not read.
    ...(status === 413 ? { connection: "close" } : {}),
  });
  response.end(body);
}
