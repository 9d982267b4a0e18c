"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { publicFormAction } from "@/lib/action";
import { SignInInput } from "@/lib/auth/input";
import { safeNextPath } from "@/lib/auth/next-path";
import { signIn } from "@/lib/auth/sign-in";

/** "Sign in". */
export const signInAction = publicFormAction(SignInInput, async ({ email, password, next }) => {
  const { mustChangePassword } = await signIn({ email, password, headers: await headers(), now: new Date() });
  redirect(mustChangePassword ? "/welcome" : (safeNextPath(next) as Route));
});
