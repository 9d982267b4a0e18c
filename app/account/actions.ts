"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action, formAction } from "@/lib/action";
import { ChangePasswordInput } from "@/lib/auth/input";
import { signOut } from "@/lib/auth/sign-in";
import { changeOwnPassword } from "@/lib/users/change-own-password";

/** "Change password". */
export const changePasswordAction = formAction(
  "viewer",
  ChangePasswordInput,
  async ({ currentPassword, newPassword }, actor) => {
    await changeOwnPassword({ currentPassword, newPassword, actor, now: new Date() });
  },
);

/** "Sign out". */
export const signOutAction = action(
  "viewer",
  z.undefined(),
  async () => {
    await signOut(await headers());
    redirect("/sign-in");
  },
  { isForNewcomers: true },
);
