import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttpServer, plainPage, readBody, replyHtml } from "../http-exchange";
import { isShutOut } from "./cdx-gate";
import type { ArchiveControl } from "./control";
import { answerControl } from "./control-routes";
import { breakOff, deliverSlowly } from "./delivery";
import { Door } from "./door";
import { cut, type Exchange, logEntry, strikeAt } from "./exchange";
import { isActive } from "./faults";
import { type Memory, route } from "./route";
import type { ArchiveState } from "./state";
import type { TargetSource } from "./targets";

export interface ArchiveServerOptions {
  state: ArchiveState;
  /** Pages that no fixture names. */
  elsewhere: TargetSource;
  control: ArchiveControl;
  host: string;
  port: number;
  /** A second port with the control interface alone; absent has none. */
  controlPort?: number;
}

/** Starts the fake archive: the paths of web.archive.org and archive.org, and the control interface below `/__double/`. */
export async function startArchiveServer(options: ArchiveServerOptions) {
  const { state, control, host } = options;
  const memory: Memory = { userStatus: new Map(), pages: new Set() };
  control.onReset(() => {
    memory.userStatus.clear();
    memory.pages.clear();
  });
  const server = createHttpServer((request, response) => answer(options, memory, request, response));
  const door = await Door.open(server, host, options.port);
  const isRefusing = () =>
    [...state.faults.values()].some(
      (fault) => fault.name === "connection-refused" && isActive(fault, state.clock.now()),
    );
  control.onChange(() => door.follow(isRefusing));
  control.settled = () => door.settled();
  const controlDoor = await openControl(options).catch(async (error: unknown) => {
    await door.close();
    throw error;
  });
  return {
    port: door.port,
    controlPort: controlDoor?.port ?? door.port,
    close: async () => {
      await Promise.all([door.close(), controlDoor?.close()]);
    },
  };
}

async function openControl(options: ArchiveServerOptions): Promise<Door | null> {
  if (options.controlPort === undefined) return null;
  const server = createHttpServer(async (request, response) => {
    await answerControl(await readExchange(options, request, response), options.control);
  });
  return Door.open(server, options.host, options.controlPort);
}

async function answer(
  options: ArchiveServerOptions,
  memory: Memory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const realArrivedAt = Date.now();
  const isControl = (request.url ?? "").startsWith("/__double/");
  // All that the archive says of the time is of one clock.
  if (!isControl) response.setHeader("Date", new Date(options.state.clock.now()).toUTCString());
  const exchange = await readExchange(options, request, response);
  if (isControl) {
    await answerControl(exchange, options.control);
    return;
  }
  record(exchange, { number: options.state.lastRequestNumber + 1, realArrivedAt });
  if (hasNoLength(request)) replyHtml(response, 411, plainPage("411 Length Required", "The request names no length."));
  else await deliver(exchange, memory);
}

function hasNoLength({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined;
}

async function readExchange(
  { state, elsewhere }: ArchiveServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const now = state.clock.now();
  const body = (await readBody(request)).toString("utf8");
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(isForm ? body : "");
  const query = new URLSearchParams(rest.join("?"));
  const notes = { outcome: null, faults: [] };
  return { state, elsewhere, request, response, path, query, form, body, now, notes };
}

/** Writes the request down at its arrival, and again with what came of it once it is answered or cut. */
function record(exchange: Exchange, facts: { number: number; realArrivedAt: number }): void {
  const { state, response, notes } = exchange;
  const entry = logEntry(exchange, facts);
  state.record({ kind: "request", request: entry });
  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : 0;
    state.record({ kind: "request", request: { ...entry, ...notes, status } });
  });
}

/** Answers in the way that faults of the connection leave. */
async function deliver(exchange: Exchange, memory: Memory): Promise<void> {
  const { state, request, response, notes, now } = exchange;
  state.strikes = notes.faults;
  if (isShutOut(state, request.socket.remoteAddress ?? "", now) || strikeAt(exchange, "connection-cut")) {
    cut(exchange);
    return;
  }
  const slow = strikeAt(exchange, "slow-body");
  if (slow) deliverSlowly(response, slow.number("msPerByte"));
  else if (strikeAt(exchange, "early-close")) breakOff(response);
  await route(exchange, memory);
}
