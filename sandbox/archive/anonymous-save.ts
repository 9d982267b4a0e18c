import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { toTimestamp } from "../clock";
import { plainPage, replyHtml } from "../http-exchange";
import { authorise } from "./accounts";
import { jobIdOf, normaliseUrl, urlKey } from "./archive-url";
import type { Job } from "./entries";
import { cut, type Exchange } from "./exchange";
import { strike } from "./faults";
import { readSaveOptions } from "./save-form";
import { refuseTooMany } from "./save-routes";
import { submit } from "./save-rules";

/** How often the virtual clock is looked at while a visitor waits, in ms of real time. */
const LOOK_MS = 20;

/** `GET /save/<url>`, the browser's path: captures while the visitor waits, then leads to the capture. Keys are optional. */
export async function answerAnonymousSave(exchange: Exchange, url: string): Promise<ServerResponse> {
  const { state, request, response, now } = exchange;
  if (state.settings.spn.anonymousGet === "429") return refuseTooMany(exchange);
  const accessKey = authorise(state, request.headers.authorization) ?? "anonymous";
  const options = readSaveOptions(new URLSearchParams());
  const wish = { url, accessKey, now, options, ifNotArchivedWithin: null, wantsMail: false };
  const decision = submit(state, wish, exchange.elsewhere);
  if (decision.kind === "too-many-requests") return refuseTooMany(exchange);
  if (decision.kind === "refused")
    return sorry(response, decision.code === "blocked-url" ? 403 : 520, decision.message);
  const broken = strike(state, "get-5xx-captured", url);
  if (broken) return sorry(response, broken.status ?? 523, "The server could not complete your request.");
  const job = state.jobs.get(jobIdOf(normaliseUrl(url) ?? ""));
  if (decision.kind === "repeated" && typeof decision.body.message === "string") {
    return leadTo(exchange, newestCapture(exchange, url), { "X-Page-Cache": "HIT" });
  }
  if (!job || !(await hasEnded(exchange, job))) return cut(exchange);
  if (job.result.status !== "success") return sorry(response, statusOf(job), String(job.result.message ?? ""));
  return leadTo(exchange, `/web/${job.result.timestamp}/${job.result.original_url}`, {});
}

/** Waits for the job on the virtual clock. False when the visitor has gone, or the job is lost. */
async function hasEnded({ state, response }: Exchange, job: Job): Promise<boolean> {
  if (job.endsAt === null) return false;
  while (state.clock.now() < job.endsAt) {
    if (response.destroyed) return false;
    await sleep(LOOK_MS);
  }
  return true;
}

function newestCapture({ state, now }: Exchange, url: string): string {
  const known = state.captures.get(urlKey(normaliseUrl(url) ?? url)) ?? [];
  const newest = known.filter(({ madeAt }) => madeAt <= now).at(-1);
  return newest ? `/web/${toTimestamp(newest.capturedAt)}/${newest.url}` : `/web/${url}`;
}

function leadTo({ response }: Exchange, path: string, headers: Record<string, string>): ServerResponse {
  response.writeHead(302, { Location: path, "Content-Length": 0, ...headers });
  return response.end();
}

function statusOf(job: Job): number {
  return job.result.status_ext === "error:not-found" ? 523 : 520;
}

function sorry(response: ServerResponse, status: number, reason: string): ServerResponse {
  return replyHtml(response, status, plainPage("Sorry", `${reason} Return to Save Page Now`));
}
