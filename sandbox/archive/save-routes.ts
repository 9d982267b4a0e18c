import type { ServerResponse } from "node:http";
import { escapeHtml, plainPage, replyHtml, replyJson } from "../http-exchange";
import { ANONYMOUS } from "./account-use";
import { authorise } from "./accounts";
import { cut, type Exchange, hang, strikeAt } from "./exchange";
import { readSaveOptions, type SaveOptions } from "./save-form";
import { type SaveDecision, submit } from "./save-rules";

const LOGIN_MESSAGE = "You need to be logged in to use Save Page Now.";
const STATIC_BASE = "https://web-static.archive.org/_static/";

/** `POST /save` and `/save/`. Keys are looked at before anything else. */
export function answerSave(exchange: Exchange): ServerResponse {
  const { state, request, response, form, now } = exchange;
  const accessKey = mayPostWithoutKeys(exchange) ? ANONYMOUS : authoriseOrRefuse(exchange);
  if (accessKey === null) return response;
  const url = form.get("url");
  if (!isForm(request.headers["content-type"]) || url === null) {
    return replyHtml(response, 400, plainPage("400 Bad Request", "The form has no field url."));
  }
  const early = answerOfEarlyFault(exchange);
  if (early !== null) return early;
  const afterwards = answerOfLateFault(exchange, url);
  const wish = {
    url,
    accessKey,
    now,
    options: allowedOptions(readSaveOptions(form), accessKey),
    ifNotArchivedWithin: form.get("if_not_archived_within"),
    wantsMail: ["1", "on"].includes(form.get("email_result") ?? ""),
  };
  const decision = submit(state, wish, exchange.elsewhere);
  exchange.notes.outcome = outcomeOf(decision);
  return afterwards ? afterwards(decision) : answerDecision(exchange, decision, url);
}

/** Outlinks and screenshots are for those with keys. */
function allowedOptions(options: SaveOptions, accessKey: string): SaveOptions {
  return accessKey === ANONYMOUS ? { ...options, captureOutlinks: false, captureScreenshot: false } : options;
}

function isForm(contentType = ""): boolean {
  return contentType.startsWith("application/x-www-form-urlencoded");
}

/** The page of the web form is for everybody, where the switch says so. */
function mayPostWithoutKeys({ state, request }: Exchange): boolean {
  const isOpen = state.settings.spn.anonymousPost === "form";
  return isOpen && !request.headers.authorization && !wantsJson(request.headers.accept);
}

function wantsJson(accept = ""): boolean {
  return accept.includes("application/json");
}

/** The access key, or null after a 401 was sent. */
export function authoriseOrRefuse(exchange: Exchange): string | null {
  const accessKey = authorise(exchange.state, exchange.request.headers.authorization);
  const isRefused = strikeAt(exchange, "keys-revoked") ?? (accessKey && strikeAt(exchange, "unauthorised-once"));
  if (accessKey !== null && !isRefused) return accessKey;
  replyJson(exchange.response, 401, { message: LOGIN_MESSAGE });
  return null;
}

/** The short page of the front server. It names no time to wait. */
export function refuseTooMany({ response }: Exchange, headers: Record<string, number> = {}): ServerResponse {
  const page = plainPage("429 Too Many Requests", "You have sent too many requests in a given amount of time.");
  return replyHtml(response, 429, page, headers);
}

/** A page of the front server in place of any answer. */
export function replyBroken(
  { response }: Exchange,
  status: number,
  headers: Record<string, number> = {},
): ServerResponse {
  const page = plainPage(`${status}`, "Sorry, the server could not complete your request.");
  return replyHtml(response, status, page, headers);
}

/** The page of an outage, which comes with status 200. */
export function replyOffline({ response }: Exchange): ServerResponse {
  return replyHtml(response, 200, plainPage("Temporarily offline", "Internet Archive services are offline."));
}

/** The answer of a fault that strikes before anything is started, or null. */
function answerOfEarlyFault(exchange: Exchange): ServerResponse | null {
  if (strikeAt(exchange, "post-429")) return refuseTooMany(exchange);
  if (strikeAt(exchange, "post-cut")) return cut(exchange);
  if (strikeAt(exchange, "post-hangs")) return hang(exchange);
  const retryAfter = strikeAt(exchange, "post-429-retry-after");
  if (retryAfter) return refuseTooMany(exchange, { "Retry-After": retryAfter.number("seconds") });
  const broken = strikeAt(exchange, "post-5xx");
  return broken ? replyBroken(exchange, broken.number("status")) : null;
}

/** The answer of a fault that strikes after the job was started, or null. */
function answerOfLateFault(exchange: Exchange, url: string): ((decision: SaveDecision) => ServerResponse) | null {
  if (strikeAt(exchange, "post-cut-captured")) return () => cut(exchange);
  if (strikeAt(exchange, "post-hangs-captured")) return () => hang(exchange);
  if (strikeAt(exchange, "html-answer-captured")) return () => replyOffline(exchange);
  const broken = strikeAt(exchange, "post-5xx-captured");
  if (broken) return () => replyBroken(exchange, broken.number("status"));
  if (!strikeAt(exchange, "post-429-with-job")) return null;
  return (decision) => replyJson(exchange.response, 429, bodyOf(decision, url));
}

/** What the log says of a decision. */
export function outcomeOf(decision: SaveDecision): string {
  if (decision.kind === "too-many-requests") return "too many";
  if (decision.kind !== "refused") return decision.kind;
  return decision.code === null ? "refused" : `refused error:${decision.code}`;
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
  if (wantsJson(exchange.request.headers.accept)) return replyJson(exchange.response, 200, body);
  return replyHtml(exchange.response, 200, htmlOf(body));
}

/** What a browser without script gets: the call that would watch the job, or the refusal in words, each on a line of its own. */
function htmlOf(body: Record<string, unknown>): string {
  const words = String(body.message ?? "");
  const isStarted = typeof body.job_id === "string";
  const title = isStarted ? "Saving page" : "Sorry";
  const lines = [
    "<!DOCTYPE html>",
    "<html><body>",
    ...(words === "" ? [] : [`<h2>${title}</h2>`, `<p>${escapeHtml(words)}</p>`]),
    ...(isStarted ? [`<script>spn.watchJob("${body.job_id}", "${STATIC_BASE}", 6000);</script>`] : []),
    "</body></html>",
  ];
  return `${lines.join("\n")}\n`;
}
