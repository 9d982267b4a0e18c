import type { IncomingMessage, ServerResponse } from "node:http";
import type { TargetInput } from "../archive/entries";

/** Verdict and reason of one check, in the words of the product's rules. */
export interface Expectation {
  verdict: "valid" | "failing" | "blocked" | "unreachable" | "unchecked";
  reason: string;
}

/** One request to a way. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** How often this way was asked for with GET or HEAD since the start, this time included. */
  nth: number;
  /** Absolute http address on this odd web. */
  at: (host: string, path: string) => string;
}

/** What an archive's crawler finds, as far as it differs from a page with status 200. Redirects name their next address. */
export type Found = Partial<Omit<TargetInput, "url" | "redirects">> & { location?: (at: Visit["at"]) => string };

/** How a way behaves: to a visitor, and to the fake archive. */
export interface Answer {
  handle: (visit: Visit) => void;
  found: Found;
}

/** One odd way in which a check can be answered. */
export interface Way {
  /** Labels in front of `.odd.localhost`, as a person types them. */
  host: string;
  /** Path and query, as a person types them. */
  path: string;
  /** For a path of `/*`: a path to show it by. */
  example?: string;
  scheme?: "https";
  /** Holds for visitors that trust the odd web's own authority; to all others its host has an unknown issuer (`tls_chain`). */
  needsAuthority?: true;
  /** A whole address outside of the odd web, where the oddness needs one. */
  url?: string;
  title: string;
  does: string;
  /** After one check; `failing` and `unreachable` become `broken` when they last. */
  expect: Expectation;
  /** The demo's collection that it is in, or false. */
  demo: "Open Coursework" | "Coastal Data Portal" | false;
  answer: Answer;
}

/** A verdict that is kept when it lasts: what a resource comes to whose page stays as it is. */
export function lastingVerdict({ verdict }: Expectation): Expectation["verdict"] | "broken" {
  return verdict === "failing" || verdict === "unreachable" ? "broken" : verdict;
}

/** All hosts are below this name. Every `.localhost` name means this machine (RFC 6761). */
export const ODD_SUFFIX = ".odd.localhost";

/** Host name as it goes over the wire: a Unicode label in its ASCII form. */
export function hostName(host: string): string {
  return new URL(`http://${host}${ODD_SUFFIX}/`).hostname;
}

/** Path and query as they go over the wire: encoded once, and never again. */
export function wirePath(path: string): string {
  const { href, origin } = new URL(`http://x${path}`);
  return href.slice(origin.length);
}

/** The way's address, as a person types it. */
export function typedUrl(way: Way, port: number): string {
  return way.url ?? `${way.scheme ?? "http"}://${way.host}${ODD_SUFFIX}:${port}${way.example ?? way.path}`;
}
