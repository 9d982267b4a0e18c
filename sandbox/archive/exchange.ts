import type { IncomingMessage, ServerResponse } from "node:http";
import { hashSecret, maskAuthorization } from "./accounts";
import type { LoggedRequest } from "./entries";
import type { FaultName } from "./fault-catalogue";
import { type Strike, strike } from "./faults";
import { SECRET_FIELDS } from "./save-form";
import type { ArchiveState } from "./state";
import type { TargetSource } from "./targets";

/** One request to the fake archive, with all that answering it needs. */
export interface Exchange {
  state: ArchiveState;
  elsewhere: TargetSource;
  request: IncomingMessage;
  response: ServerResponse;
  /** Path as received, without the query. */
  path: string;
  query: URLSearchParams;
  /** Fields of a form body; empty for any other. */
  form: URLSearchParams;
  /** The body as text. */
  body: string;
  /** Virtual clock at the request's arrival. */
  now: number;
  /** What the log says of it beside the status. */
  notes: { outcome: string | null; faults: string[] };
}

/** Cuts the connection without an answer, as a reset on the way does. */
export function cut({ request, response }: Exchange): ServerResponse {
  request.socket.resetAndDestroy();
  return response;
}

/** Never answers; the connection stays open until the client gives up. */
export function hang({ response }: Exchange): ServerResponse {
  return response;
}

/** A fault that strikes this request: its URL is held against the URL that the request is about, and against its path. */
export function strikeAt(exchange: Exchange, name: FaultName): Strike | null {
  if (exchange.state.faults.size === 0) return null;
  return strike(exchange.state, name, exchange.path, ...urlsOf(exchange));
}

/** The URLs that a request is about: of its form, its query, its path, or of the jobs it names. */
export function urlsOf({ state, request, path, query, form }: Exchange): string[] {
  const jobIds = [form.get("job_id"), form.get("job_ids"), path.split("/").at(-1)].join(",").split(",");
  const jobs = jobIds.flatMap((id) => state.jobs.get(id.trim()) ?? []);
  const [, inPath] = /^\/(?:save|web\/\d+(?:[a-z]{2}_)?)\/(.+)$/.exec(request.url ?? "") ?? [];
  const named = [form.get("url"), query.get("url"), inPath].flatMap((url) => url ?? []);
  return [...named, ...jobs.map(({ normalUrl }) => normalUrl)];
}

const SECRET_HEADERS = new Set(["authorization", "cookie", "proxy-authorization"]);

/** The request as it is written down. */
export function logEntry(exchange: Exchange, facts: { number: number; realArrivedAt: number }): LoggedRequest {
  const { request, path, query, form, now } = exchange;
  return {
    ...facts,
    method: request.method ?? "",
    path,
    query: new URLSearchParams([...query].map(([name, value]) => [name, maskField(name, value)])).toString(),
    headers: maskHeaders(request),
    form: Object.fromEntries([...form].map(([name, value]) => [name, maskField(name, value)])),
    arrivedAt: now,
    status: null,
    outcome: null,
    faults: [],
  };
}

function maskHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
    if (!SECRET_HEADERS.has(name)) return [name, text];
    return [name, name === "authorization" ? maskAuthorization(text) : hashSecret(text)];
  });
  return Object.fromEntries(entries);
}

function maskField(name: string, value: string): string {
  return SECRET_FIELDS.has(name) && value !== "" ? hashSecret(value) : value;
}
