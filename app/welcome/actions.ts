"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/lib/action";
import { FirstPasswordInput } from "@/lib/auth/input";
import { chooseFirstPassword } from "@/lib/users/choose-first-password";

/** "Save and go on". */
export const chooseFirstPasswordAction = formAction(
  "viewer",
  FirstPasswordInput,
  async ({ newPassword }, actor) => {
    await chooseFirstPassword({ newPassword, actor });
    redirect("/");
  },
  { isForNewcomers: true },
);
