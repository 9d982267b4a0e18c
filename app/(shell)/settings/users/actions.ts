"use server";

import { revalidatePath } from "next/cache";
import { action, formAction } from "@/lib/action";
import { addUser } from "@/lib/users/add-user";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { AddUserInput, SetEditorCollectionsInput, SetUserRoleInput, UserIdInput } from "@/lib/users/input";
import { resetPassword } from "@/lib/users/reset-password";
import { setEditorCollections } from "@/lib/users/set-editor-collections";
import { setUserRole } from "@/lib/users/set-user-role";

const PAGE = "/settings/users";

/** "Add person". The one-time password is in the answer, this once. */
export const addUserAction = formAction("admin", AddUserInput, async (input, actor) => {
  const { email, oneTimePassword } = await addUser({ input, actor });
  revalidatePath(PAGE);
  return { email, oneTimePassword };
});

/** The role select of a person's row. */
export const setUserRoleAction = action("admin", SetUserRoleInput, async ({ userId, role }, actor) => {
  await setUserRole({ userId, role, actor });
  revalidatePath(PAGE);
});

/** The collections of an editor's row. */
export const setEditorCollectionsAction = action(
  "admin",
  SetEditorCollectionsInput,
  async ({ userId, collectionIds }, actor) => {
    await setEditorCollections({ userId, collectionIds, actor });
    revalidatePath(PAGE);
  },
);

/** "Switch off". */
export const disableUserAction = action("admin", UserIdInput, async ({ userId }, actor) => {
  await disableUser({ userId, actor, now: new Date() });
  revalidatePath(PAGE);
});

/** "Switch on". */
export const enableUserAction = action("admin", UserIdInput, async ({ userId }, actor) => {
  await enableUser({ userId, actor });
  revalidatePath(PAGE);
});

/** "New one-time password". It is in the answer, this once. */
export const resetPasswordAction = action("admin", UserIdInput, async ({ userId }, actor) => {
  const { email, oneTimePassword } = await resetPassword({ userId, actor });
  revalidatePath(PAGE);
  return { email, oneTimePassword };
});
