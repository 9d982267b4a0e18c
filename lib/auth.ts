import type { Route } from "next";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { hasRole, type Role } from "@/lib/actor";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { findSessionActor, type SignedIn } from "@/lib/auth/session-actor";

/** The person who is signed in, or null. One query per request, whoever asks. Says nothing about what they may do. */
export const findActor = cache(async (): Promise<SignedIn | null> => findSessionActor(await headers(), new Date()));

/**
 * The first line of every page. Leads to /sign-in (and back) without a session, to /welcome while the password is a one-time one; shows
 * app/forbidden.tsx with status 403 when the role is too low.
 */
export async function requireActor(role: Role = "viewer"): Promise<SignedIn> {
  const actor = await findActor();
  if (actor === null) redirect(signInPath((await headers()).get(PATH_HEADER)));
  if (actor.mustChangePassword) redirect("/welcome");
  if (!hasRole(actor, role)) forbidden();
  return actor;
}

/** The first line of /welcome: only for people who must choose a password of their own. */
export async function requireNewcomer(): Promise<SignedIn> {
  const actor = await findActor();
  if (actor === null) redirect("/sign-in");
  if (!actor.mustChangePassword) redirect("/");
  return actor;
}

function signInPath(next: string | null): Route {
  return (next === null || next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`) as Route;
}
