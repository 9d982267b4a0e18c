import type { ServerResponse } from "node:http";
import { escapeHtml, plainPage, replyHtml, replyJson } from "../http-exchange";
import { authorise } from "./accounts";
import { cut, type Exchange } from "./exchange";
import { strike } from "./faults";
import { readSaveOptions } from "./save-form";
import { type SaveDecision, submit } from "./save-rules";

const LOGIN_MESSAGE = "You need to be logged in to use Save Page Now.";
const STATIC_BASE = "https://web-static.archive.org/_static/";

/** `POST /save` and `/save/`. Keys are looked at before anything else. */
export function answerSave(exchange: Exchange): ServerResponse {
  const { state, request, response, form, now } = exchange;
  const accessKey = authoriseOrRefuse(exchange);
  if (accessKey === null) return response;
  const url = form.get("url");
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  if (!isForm || url === null) {
    return replyHtml(response, 400, plainPage("400 Bad Request", "The form has no field url."));
  }
  if (refuseByFault(exchange, url)) return response;
  const afterwards = armedAfterwards(exchange, url);
  const wish = {
    url,
    accessKey,
    now,
    options: readSaveOptions(form),
    ifNotArchivedWithin: form.get("if_not_archived_within"),
    wantsMail: ["1", "on"].includes(form.get("email_result") ?? ""),
  };
  const decision = submit(state, wish, exchange.elsewhere);
  if (afterwards) return afterwards(decision);
  return answerDecision(exchange, decision, url);
}

/** The access key, or null after a 401 was sent. */
export function authoriseOrRefuse({ state, request, response }: Exchange): string | null {
  const accessKey = authorise(state, request.headers.authorization);
  if (accessKey !== null && !strike(state, "unauthorised-once", request.url ?? "")) return accessKey;
  replyJson(response, 401, { message: LOGIN_MESSAGE });
  return null;
}

/** The short page of the front server. It names no time to wait. */
export function refuseTooMany({ response }: Exchange, headers: Record<string, number> = {}): ServerResponse {
  const page = plainPage("429 Too Many Requests", "You have sent too many requests in a given amount of time.");
  return replyHtml(response, 429, page, headers);
}

function replyBroken({ response }: Exchange, status: number): ServerResponse {
  return replyHtml(response, status, plainPage(`${status}`, "Sorry, the server could not complete your request."));
}

/** Faults that strike before anything is started. True when one has answered. */
function refuseByFault(exchange: Exchange, url: string): boolean {
  const { state } = exchange;
  if (strike(state, "post-429", url)) refuseTooMany(exchange);
  else if (strike(state, "post-cut", url)) cut(exchange);
  else {
    const retryAfter = strike(state, "post-429-retry-after", url);
    const broken = retryAfter ? null : strike(state, "post-5xx", url);
    if (retryAfter) refuseTooMany(exchange, { "Retry-After": retryAfter.seconds ?? 300 });
    else if (broken) replyBroken(exchange, broken.status ?? 502);
    else return false;
  }
  return true;
}

/** The answer of a fault that strikes after the job was started, or null. */
function armedAfterwards(exchange: Exchange, url: string): ((decision: SaveDecision) => ServerResponse) | null {
  const { state } = exchange;
  if (strike(state, "post-cut-captured", url)) return () => cut(exchange);
  const broken = strike(state, "post-5xx-captured", url);
  if (broken) return () => replyBroken(exchange, broken.status ?? 520);
  if (strike(state, "post-429-with-job", url)) {
    return (decision) => replyJson(exchange.response, 429, bodyOf(decision, url));
  }
  return null;
}

function bodyOf(decision: SaveDecision, url: string): Record<string, unknown> {
  switch (decision.kind) {
    case "accepted":
      return { url, job_id: decision.jobId, ...(decision.message ? { message: decision.message } : {}) };
    case "repeated":
      return decision.body;
    case "refused": {
      const code = decision.code === null ? {} : { status: "error", status_ext: `error:${decision.code}` };
      return { ...code, message: decision.message };
    }
    case "too-many-requests":
      return {};
  }
}

function answerDecision(exchange: Exchange, decision: SaveDecision, url: string): ServerResponse {
  if (decision.kind === "too-many-requests") return refuseTooMany(exchange);
  const body = bodyOf(decision, url);
  const accept = exchange.request.headers.accept ?? "";
  if (accept.includes("application/json")) return replyJson(exchange.response, 200, body);
  return replyHtml(exchange.response, 200, htmlOf(body));
}

/** What a browser without script gets: the call that would watch the job, or the refusal in words. */
function htmlOf(body: Record<string, unknown>): string {
  const words = String(body.message ?? "");
  if (typeof body.job_id !== "string") return `<html><body><h2>Sorry</h2><p>${escapeHtml(words)}</p></body></html>\n`;
  const note = words === "" ? "" : `<h2>Saving page</h2><p>${escapeHtml(words)}</p>`;
  return `<html><body>${note}<script>spn.watchJob("${body.job_id}", "${STATIC_BASE}", 6000);</script></body></html>\n`;
}
