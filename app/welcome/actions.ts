"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/lib/action";
import { ChangePasswordInput } from "@/lib/auth/input";
import { changeOwnPassword } from "@/lib/users/change-own-password";

/** "Save and go on". */
export const chooseFirstPasswordAction = formAction(
  "viewer",
  ChangePasswordInput,
  async ({ currentPassword, newPassword }, actor) => {
    await changeOwnPassword({ currentPassword, newPassword, actor, now: new Date() });
    redirect("/");
  },
  { isForNewcomers: true },
);
