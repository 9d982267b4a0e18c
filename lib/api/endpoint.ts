import type { z } from "zod";
import type { Role } from "@/lib/actor";

/** One door of the API: what it takes, what it answers, and who may use it. */
export type Endpoint = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `{name}` for a part that varies. */
  path: string;
  /** A session needs this role; a token the scope that is worth it: viewer read, editor write, admin admin. */
  role: Role;
  /** One line for the documentation. */
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** A JSON body; none when left out. */
  body?: z.ZodType;
  /** The body is a file of one of these types instead. */
  fileTypes?: readonly string[];
  /** What it answers, with each status that is no error. */
  replies: Readonly<Record<number, z.ZodType>>;
};

/** Keeps an endpoint's own types, so that its handler's input and answer derive from them. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler gets; all of it parsed. */
export type CallInput<E extends Endpoint> = {
  params: OutputOf<E["params"]>;
  query: OutputOf<E["query"]>;
  body: OutputOf<E["body"]>;
};

/** What a handler answers: a status that the endpoint names, in its shape. An endpoint's statuses have one shape between them. */
export type Reply<E extends Endpoint> = {
  status: keyof E["replies"] & number;
  json: E["replies"][keyof E["replies"]] extends z.ZodType ? z.input<E["replies"][keyof E["replies"]]> : never;
};
