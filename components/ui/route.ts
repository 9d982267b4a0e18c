import type { Route } from "next";

/** A path that was put together from a known page and a query, which the types of the router cannot follow. */
export function toRoute(path: string): Route {
  return path as Route;
}
