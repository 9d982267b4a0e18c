import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttpServer, listen, plainPage, readBody, replyHtml } from "../http-exchange";
import { answerAnonymousSave } from "./anonymous-save";
import { CdxGate } from "./cdx-gate";
import type { ArchiveControl } from "./control";
import { answerControl } from "./control-routes";
import { cut, type Exchange, logEntry } from "./exchange";
import { strike } from "./faults";
import { answerPlayback } from "./playback";
import { answerAvailable, answerCdx, passCdxGate } from "./read-routes";
import { answerSave } from "./save-routes";
import type { ArchiveState } from "./state";
import {
  answerJobStatus,
  answerStatusForm,
  answerSystemStatus,
  answerUserStatus,
  type UserStatusCache,
} from "./status-routes";
import type { TargetSource } from "./targets";

export interface ArchiveServerOptions {
  state: ArchiveState;
  /** Pages that no fixture names. */
  elsewhere: TargetSource;
  control: ArchiveControl;
  host: string;
  port: number;
}

/** Starts the fake archive: web.archive.org's paths, and the control interface below `/__double/`. */
export async function startArchiveServer(options: ArchiveServerOptions) {
  const { state } = options;
  const memory: Memory = { gate: new CdxGate(), userStatus: new Map() };
  options.control.onReset(() => {
    memory.gate.clear();
    memory.userStatus.clear();
  });
  const server = createHttpServer(async (request, response) => {
    const arrival = { now: state.clock.now(), realArrivedAt: Date.now() };
    const exchange = await readExchange(options, request, response, arrival.now);
    if (exchange.path.startsWith("/__double/")) {
      answerControl(exchange, options.control);
      return;
    }
    record(exchange, { number: state.lastRequestNumber + 1, realArrivedAt: arrival.realArrivedAt });
    await route(exchange, memory);
  });
  const port = await listen(server, options.port, options.host);
  return {
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readExchange(
  { state, elsewhere }: ArchiveServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  now: number,
): Promise<Exchange> {
  const body = request.method === "GET" || request.method === "HEAD" ? "" : (await readBody(request)).toString("utf8");
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(isForm ? body : "");
  return { state, elsewhere, request, response, path, query: new URLSearchParams(rest.join("?")), form, body, now };
}

/** Writes the request down at its arrival, and again with the status once it is answered or cut. */
function record(exchange: Exchange, facts: { number: number; realArrivedAt: number }): void {
  const { state, response } = exchange;
  const entry = logEntry(exchange, facts);
  state.record({ kind: "request", request: entry });
  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : 0;
    state.record({ kind: "request", request: { ...entry, status } });
  });
}

interface Memory {
  gate: CdxGate;
  userStatus: UserStatusCache;
}

async function route(exchange: Exchange, memory: Memory): Promise<ServerResponse> {
  const { request, response, path, state } = exchange;
  if (strike(state, "connection-cut", path)) return cut(exchange);
  if (isJsonPath(path) && strike(state, "html-answer", path)) {
    return replyHtml(response, 200, plainPage("Temporarily offline", "Internet Archive services are offline."));
  }
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (request.method === "POST" && (path === "/save" || path === "/save/")) return answerSave(exchange);
  if (request.method === "POST" && /^\/save\/status\/?$/.test(path)) return answerStatusForm(exchange);
  if (!isRead) return replyHtml(response, 405, plainPage("405 Method Not Allowed", "This path takes no such request."));
  if (path === "/save/status/user") return answerUserStatus(exchange, memory.userStatus);
  if (path === "/save/status/system") return answerSystemStatus(exchange);
  const [, jobId] = /^\/save\/status\/([^/]+)$/.exec(path) ?? [];
  if (jobId !== undefined) return answerJobStatus(exchange, jobId);
  if (path.startsWith("/save/")) return answerAnonymousSave(exchange, (request.url ?? "").slice("/save/".length));
  if (path === "/wayback/available") return answerAvailable(exchange);
  if (path === "/cdx/search/cdx") return passCdxGate(exchange, memory.gate) ? answerCdx(exchange) : response;
  if (path.startsWith("/web/")) return answerPlayback(exchange, (request.url ?? "").slice("/web/".length));
  return replyHtml(response, 404, plainPage("404 Not Found", "There is nothing at this address."));
}

function isJsonPath(path: string): boolean {
  return path.startsWith("/save") || path === "/wayback/available" || path === "/cdx/search/cdx";
}
