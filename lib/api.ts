import { z } from "zod";
import { type Actor, type Role, SYSTEM } from "@/lib/actor";
import { authenticate } from "@/lib/api/authenticate";
import type { CallInput, Endpoint, Reply } from "@/lib/api/endpoint";
import { ENDPOINTS, type EndpointKey } from "@/lib/api/endpoints";
import { errorReply, jsonReply } from "@/lib/api/error-reply";
import { contentType, readJson } from "@/lib/api/read-body";
import { isFromLoopback } from "@/lib/auth/caller-address";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";

/** A resource's fields are a few kilobytes; files have a limit of their own. */
const MAX_JSON_BYTES = 1_000_000;

type Call<K extends EndpointKey> = CallInput<(typeof ENDPOINTS)[K]> & { actor: Actor; request: Request; now: Date };
type RouteContext = { params: Promise<unknown> };

/**
 * Makes the handler of one endpoint: checks who calls and their role, parses path, query and body, runs, and answers JSON in the shape
 * the endpoint promises. Whatever is thrown becomes `{error}` with a status. A `Response` from `run` goes out as it is.
 */
export function api<K extends EndpointKey>(
  key: K,
  run: (call: Call<K>) => Promise<Reply<(typeof ENDPOINTS)[K]> | Response>,
) {
  const endpoint: Endpoint = ENDPOINTS[key];
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const now = new Date();
      const actor = await authenticate(request, endpoint.role, now);
      const input = await readInput(endpoint, request, context);
      const answer = await run({ ...(input as CallInput<(typeof ENDPOINTS)[K]>), actor, request, now });
      if (answer instanceof Response) return answer;
      const { status, json } = answer as { status: number; json: unknown };
      return jsonReply(status, endpoint.replies[status]?.parse(json));
    } catch (error) {
      return errorReply(error, { in: "api", endpoint: key });
    }
  };
}

/** What a handler answers: a status that its endpoint names, and JSON in the shape of that status. */
export function reply<const S extends number, J>(status: S, json: J): { status: S; json: J } {
  return { status, json };
}

type GuardedCall = { actor: Actor; request: Request; now: Date };

/**
 * Makes a handler that isn't part of the API's list (a stream, a download), with the same checks of who calls. `isOpenOnLoopback`: also
 * without a token for callers that surely are on this machine.
 */
export function guarded(
  role: Role,
  run: (call: GuardedCall) => Promise<Response>,
  { isOpenOnLoopback = false }: { isOpenOnLoopback?: boolean } = {},
) {
  return async (request: Request): Promise<Response> => {
    try {
      const now = new Date();
      const isLocal = isOpenOnLoopback && isFromLoopback(request.headers, env().HOST);
      const actor = isLocal ? SYSTEM : await authenticate(request, role, now);
      return await run({ actor, request, now });
    } catch (error) {
      return errorReply(error, { in: "api", path: new URL(request.url).pathname });
    }
  };
}

async function readInput(endpoint: Endpoint, request: Request, context: RouteContext) {
  if (endpoint.fileTypes !== undefined && !endpoint.fileTypes.includes(contentType(request))) {
    throw new AppError("INVALID", `Send the file with the Content-Type ${endpoint.fileTypes.join(" or ")}.`);
  }
  return {
    params: endpoint.params && parseInput(endpoint.params, await context.params),
    query: readQuery(endpoint, queryOf(request)),
    body: endpoint.body && parseInput(endpoint.body, await readJson(request, MAX_JSON_BYTES)),
  };
}

/** A misspelt filter that is passed over in silence would answer with everything: each unknown name is refused. */
function readQuery({ query: schema }: Endpoint, given: Record<string, string | string[]>) {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const names = unknown.map((name) => `“${name}”`).join(", ");
    const instead = known.length === 0 ? "This address takes none." : `There are: ${known.join(", ")}.`;
    throw new AppError("INVALID", `There is no parameter ${names}. ${instead}`, {
      fields: Object.fromEntries(unknown.map((name) => [name, "There is no such parameter."])),
    });
  }
  return schema && parseInput(schema, given);
}

/** `a=1&b=2&b=3` as `{a: "1", b: ["2", "3"]}`. */
function queryOf(request: Request): Record<string, string | string[]> {
  const query = new URL(request.url).searchParams;
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 && values[0] !== undefined ? values[0] : values];
    }),
  );
}

/** For the methods that a path doesn't have: 405 with those it has. */
export function methodNotAllowed(request: Request): Response {
  const { pathname } = new URL(request.url);
  const allowed = Object.values(ENDPOINTS)
    .filter(({ path }) => pathPattern(path).test(pathname))
    .map(({ method }) => method);
  const message = `${pathname} takes ${allowed.join(" and ")}, not ${request.method}.`;
  return jsonReply(405, { error: { code: "INVALID", message } }, { allow: allowed.join(", ") });
}

/** For paths that nothing answers. */
export function noSuchEndpoint(request: Request): Response {
  const message = `Nothing answers at ${new URL(request.url).pathname}. What there is: /api/v1/openapi.json.`;
  return jsonReply(404, { error: { code: "NOT_FOUND", message } });
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}/?$`);
}
