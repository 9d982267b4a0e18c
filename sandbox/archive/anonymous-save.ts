import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { toTimestamp } from "../clock";
import { plainPage, replyHtml } from "../http-exchange";
import { ANONYMOUS } from "./account-use";
import { authorise } from "./accounts";
import { jobIdOf, normaliseUrl, urlKey } from "./archive-url";
import type { Job } from "./entries";
import { cut, type Exchange, strikeAt } from "./exchange";
import { readSaveOptions } from "./save-form";
import { outcomeOf, refuseTooMany } from "./save-routes";
import { type SaveDecision, submit } from "./save-rules";
import { findTarget } from "./targets";

/** How often the virtual clock is looked at while a visitor waits, in ms of real time. */
const LOOK_MS = 20;

/** `GET /save/<url>`, the browser's path: captures while the visitor waits, then leads to the capture. Keys are optional. */
export async function answerAnonymousSave(exchange: Exchange, url: string): Promise<ServerResponse> {
  const { state, request, response, now } = exchange;
  if (state.settings.spn.anonymousGet === "429") return refuseTooMany(exchange);
  const barrier = runtimeError(exchange, url);
  if (barrier !== null) {
    return sorry(response, 403, "This page is not available.", { "X-Archive-Wayback-Runtime-Error": barrier });
  }
  const accessKey = authorise(state, request.headers.authorization) ?? ANONYMOUS;
  const options = readSaveOptions(new URLSearchParams());
  const wish = { url, accessKey, now, options, ifNotArchivedWithin: null, wantsMail: false, isVisitor: true };
  const decision = submit(state, wish, exchange.elsewhere);
  exchange.notes.outcome = outcomeOf(decision);
  if (decision.kind === "too-many-requests") return refuseTooMany(exchange);
  if (decision.kind === "refused") return sorry(response, statusOfRefusal(decision), decision.message);
  const broken = strikeAt(exchange, "get-5xx-captured");
  if (broken) return sorry(response, broken.number("status"), "The server could not complete your request.");
  const job = state.jobs.get(jobIdOf(normaliseUrl(url) ?? ""));
  if (decision.kind === "repeated" && typeof decision.body.message === "string") {
    return leadTo(exchange, newestCapture(exchange, url), { "X-Page-Cache": "HIT" });
  }
  if (!job || !(await hasEnded(exchange, job))) return cut(exchange);
  if (job.result.status !== "success") return sorry(response, statusOf(job), String(job.result.message ?? ""));
  return leadTo(exchange, `/web/${job.result.timestamp}/${job.result.original_url}`, {});
}

/** Why the archive may not keep the page at all, as its header says it. */
function runtimeError({ state, elsewhere }: Exchange, url: string): string | null {
  const normal = normaliseUrl(url);
  const target = normal === null ? null : findTarget(state, normal, elsewhere);
  if (target?.isExcluded) return "AdministrativeAccessControlException: Blocked Site Error";
  return target?.isBlockedByRobots ? "RobotAccessControlException: Blocked By Robots" : null;
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

/** A full set of slots is 509 here; clients of this path know it so. */
function statusOfRefusal({ code }: Extract<SaveDecision, { kind: "refused" }>): number {
  if (code === "user-session-limit") return 509;
  return code === "blocked-url" ? 403 : 520;
}

function statusOf(job: Job): number {
  return job.result.status_ext === "error:not-found" ? 523 : 520;
}

function sorry(
  response: ServerResponse,
  status: number,
  reason: string,
  headers: Record<string, string> = {},
): ServerResponse {
  return replyHtml(response, status, plainPage("Sorry", `${reason} Return to Save Page Now`), headers);
}
