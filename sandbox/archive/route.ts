import type { ServerResponse } from "node:http";
import { plainPage, replyHtml } from "../http-exchange";
import { answerAnonymousSave } from "./anonymous-save";
import { SCREENSHOT_BASE } from "./archive-url";
import { type Exchange, strikeAt } from "./exchange";
import { answerPlayback, type PageCache } from "./playback";
import { answerAvailable, answerCdx, passCdxGate } from "./read-routes";
import { answerSave, replyBroken, replyOffline } from "./save-routes";
import {
  answerJobStatus,
  answerStatusForm,
  answerSystemStatus,
  answerUserStatus,
  type UserStatusCache,
} from "./status-routes";
import { answerTimemap } from "./timemap";

/** What the archive's own caches hold. A restart empties them. */
export interface Memory {
  userStatus: UserStatusCache;
  pages: PageCache;
}

/** Finds who answers a request. */
export async function route(exchange: Exchange, memory: Memory): Promise<ServerResponse> {
  const { request, response, path } = exchange;
  if (!isServedBy(request.headers.host, path)) return notFound(response);
  const elsewhere = strikeAt(exchange, "redirect");
  if (elsewhere) return sendElsewhere(exchange, elsewhere.number("status"), elsewhere.text("to"));
  const broken = strikeAt(exchange, "error-page");
  if (broken) {
    const seconds = broken.number("retryAfterSeconds");
    return replyBroken(exchange, broken.number("status"), seconds > 0 ? { "Retry-After": seconds } : {});
  }
  if (isJsonPath(path) && strikeAt(exchange, "html-answer")) return replyOffline(exchange);
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (request.method === "POST" && (path === "/save" || path === "/save/")) return answerSave(exchange);
  if (request.method === "POST" && /^\/save\/status\/?$/.test(path)) return answerStatusForm(exchange);
  if (!isRead) return replyHtml(response, 405, plainPage("405 Method Not Allowed", "This path takes no such request."));
  if (path.startsWith("/save/")) return routeSave(exchange, memory);
  return routeReads(exchange, memory);
}

function routeSave(exchange: Exchange, memory: Memory): ServerResponse | Promise<ServerResponse> {
  const { request, path } = exchange;
  if (path === "/save/status/user") return answerUserStatus(exchange, memory.userStatus);
  if (path === "/save/status/system") return answerSystemStatus(exchange);
  const [, jobId] = /^\/save\/status\/([^/]+)$/.exec(path) ?? [];
  if (jobId !== undefined) return answerJobStatus(exchange, jobId);
  return answerAnonymousSave(exchange, (request.url ?? "").slice("/save/".length));
}

function routeReads(exchange: Exchange, { pages }: Memory): ServerResponse {
  const { request, response, path } = exchange;
  const url = request.url ?? "";
  if (path === "/wayback/available") return answerAvailable(exchange);
  if (path === "/cdx/search/cdx") return passCdxGate(exchange) ? answerCdx(exchange) : response;
  if (path.startsWith("/web/timemap/")) {
    return passCdxGate(exchange) ? answerTimemap(exchange, url.slice("/web/timemap/".length)) : response;
  }
  if (path.startsWith("/web/")) return answerPlayback(exchange, url.slice("/web/".length), pages);
  if (path.startsWith("/screenshot/")) {
    return answerPlayback(exchange, `${SCREENSHOT_BASE}${url.slice("/screenshot/".length)}`, pages);
  }
  return notFound(response);
}

function notFound(response: ServerResponse): ServerResponse {
  return replyHtml(response, 404, plainPage("404 Not Found", "There is nothing at this address."));
}

/** Under its real name each host serves its own paths only; under any other, this server stands for both. */
function isServedBy(host = "", path: string): boolean {
  const isOfOrg = path === "/wayback/available";
  if (/^(www\.)?archive\.org(:\d+)?$/i.test(host)) return isOfOrg;
  return !/^web\.archive\.org(:\d+)?$/i.test(host) || !isOfOrg;
}

/** A redirect to the same path of another host, by default of this archive under its other name. */
function sendElsewhere({ request, response }: Exchange, status: number, to: string): ServerResponse {
  const [name, port = ""] = (request.headers.host ?? "").split(":");
  const otherName = name === "localhost" ? "127.0.0.1" : "localhost";
  const base = to === "" ? `http://${otherName}:${port}` : to.replace(/\/$/, "");
  response.writeHead(status, { Location: `${base}${request.url ?? "/"}`, "Content-Length": 0 });
  return response.end();
}

function isJsonPath(path: string): boolean {
  return path.startsWith("/save") || path === "/wayback/available" || path === "/cdx/search/cdx";
}
