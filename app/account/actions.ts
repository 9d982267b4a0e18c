"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action, formAction } from "@/lib/action";
import { ChangePasswordInput } from "@/lib/auth/input";
import { signOut } from "@/lib/auth/sign-in";
import { changeOwnPassword } from "@/lib/users/change-own-password";
import { signOutElsewhere } from "@/lib/users/sign-out-elsewhere";

/** "Change password". */
export const changePasswordAction = formAction(
  "viewer",
  ChangePasswordInput,
  async ({ currentPassword, newPassword }, actor) => {
    await changeOwnPassword({ currentPassword, newPassword, actor, now: new Date() });
  },
);

/** "Sign out everywhere else". */
export const signOutElsewhereAction = action("viewer", z.undefined(), (_, actor) => signOutElsewhere({ actor }));

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
