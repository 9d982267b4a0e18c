import type { ServerResponse } from "node:http";
import { plainPage, replyHtml, replyJson } from "../http-exchange";
import { draw } from "../random";
import { type Exchange, strikeAt } from "./exchange";
import { accountStatus, statusOf, unknownStatus } from "./job-status";
import { authoriseOrRefuse } from "./save-routes";

const MESSAGE_ONLY = { message: "The status is not available at the moment." };

/** Names of the real service's queues. */
const QUEUES = ["spn2-captures", "api", "api_misc", "api_outlink", "high_fidelity", "main", "outlinks", "screenshots"];

/** `GET /save/status/<id>`. */
export function answerJobStatus(exchange: Exchange, jobId: string): ServerResponse {
  if (!mayRead(exchange)) return exchange.response;
  if (strikeAt(exchange, "message-only")) return replyJson(exchange.response, 200, MESSAGE_ONLY);
  const status = readJob(exchange, jobId);
  const isMissing = status === null && exchange.state.settings.spn.unknownJob.get === "404";
  if (isMissing) return replyHtml(exchange.response, 404, plainPage("404 Not Found", "There is no such job."));
  return replyJson(exchange.response, 200, status ?? unknownStatus(jobId));
}

/** `POST /save/status` with `job_id`, `job_ids` or `job_id_outlinks`. */
export function answerStatusForm(exchange: Exchange): ServerResponse {
  const { form, response, state } = exchange;
  const one = form.get("job_id");
  if (one !== null) return answerJobStatus(exchange, one.trim());
  if (!mayRead(exchange)) return exchange.response;
  if (strikeAt(exchange, "message-only")) return replyJson(response, 200, MESSAGE_ONLY);
  const ids = wantedIds(exchange);
  if (ids.length === 0) return replyJson(response, 200, { status: "error", message: "No job_ids found." });
  const { unknownJob, batchShape } = state.settings.spn;
  const statuses = ids.flatMap((id) => {
    const status = readJob(exchange, id) ?? (unknownJob.batch === "pending" ? unknownStatus(id) : null);
    return status === null ? [] : [status];
  });
  const isThinned = strikeAt(exchange, "batch-lacks-ids") !== null;
  const told = isThinned ? statuses.filter((_, index) => index % 2 === 1) : statuses;
  const isMap = batchShape === "map" || strikeAt(exchange, "batch-as-map") !== null;
  if (!isMap) return replyJson(response, 200, told);
  return replyJson(response, 200, Object.fromEntries(told.map((status) => [String(status.job_id), status])));
}

function wantedIds({ form, state, now }: Exchange): string[] {
  const parent = form.get("job_id_outlinks");
  if (parent !== null) {
    const job = state.jobs.get(parent.trim());
    const links = job && statusOf(job, now)?.outlinks;
    return isRecord(links) ? Object.values(links).filter((id) => typeof id === "string") : [];
  }
  const ids = (form.get("job_ids") ?? "").split(",").map((id) => id.trim());
  return [...new Set(ids.filter(Boolean))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readJob({ state, now }: Exchange, jobId: string): Record<string, unknown> | null {
  const job = state.jobs.get(jobId);
  return job ? statusOf(job, now) : null;
}

function mayRead(exchange: Exchange): boolean {
  return !exchange.state.settings.spn.statusNeedsAuth || authoriseOrRefuse(exchange) !== null;
}

/** Answers of `/save/status/user` that are repeated for a while, by account and query string. */
export type UserStatusCache = Map<string, { until: number; body: Record<string, unknown> }>;

/** `GET /save/status/user`. */
export function answerUserStatus(exchange: Exchange, cache: UserStatusCache): ServerResponse {
  const { state, response, query, now } = exchange;
  const accessKey = authoriseOrRefuse(exchange);
  if (accessKey === null) return response;
  if (strikeAt(exchange, "message-only")) return replyJson(response, 200, MESSAGE_ONLY);
  const key = `${accessKey} ${query}`;
  const cached = cache.get(key);
  if (cached && cached.until > now) return replyJson(response, 200, cached.body);
  const staleMs = strikeAt(exchange, "stale-status")?.number("ageMs") ?? 0;
  const told = accountStatus(state, accessKey, now - staleMs);
  const body = strikeAt(exchange, "slots-taken") ? { ...told, available: 0 } : told;
  for (const [other, { until }] of cache) if (until <= now) cache.delete(other);
  cache.set(key, { until: now + state.settings.spn.userStatusCacheMs, body });
  return replyJson(response, 200, body);
}

/** `GET /save/status/system`: the one status that wants no keys. */
export function answerSystemStatus({ state, response, now }: Exchange): ServerResponse {
  const { system } = state.settings.spn;
  if (system === "down") return replyHtml(response, 502, plainPage("502 Bad Gateway", "The server is not available."));
  const isOk = system === "ok";
  const depth = isOk ? 0 : 12_000;
  const status = isOk ? "ok" : "Save Page Now servers are temporarily overloaded. Your captures may be delayed.";
  return replyJson(response, 200, {
    status,
    recent_captures: (isOk ? 900 : 4000) + Math.floor(draw(state.seed, "recent", Math.floor(now / 60_000)) * 100),
    queues: Object.fromEntries(QUEUES.map((name, index) => [name, index === 0 ? depth : 0])),
  });
}
