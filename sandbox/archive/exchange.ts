import type { IncomingMessage, ServerResponse } from "node:http";
import { hashSecret, maskAuthorization } from "./accounts";
import type { LoggedRequest } from "./entries";
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
}

/** Cuts the connection without an answer, as a time-out or a reset on the way does. */
export function cut({ request, response }: Exchange): ServerResponse {
  request.socket.destroy();
  return response;
}

const SECRET_HEADERS = new Set(["authorization", "cookie"]);

/** The request as it is written down. */
export function logEntry(exchange: Exchange, facts: { number: number; realArrivedAt: number }): LoggedRequest {
  const { request, path, query, form, now } = exchange;
  return {
    ...facts,
    method: request.method ?? "",
    path,
    query: query.toString(),
    headers: maskHeaders(request),
    form: Object.fromEntries([...form].map(([name, value]) => [name, maskField(name, value)])),
    arrivedAt: now,
    status: null,
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
