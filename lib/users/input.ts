import { z } from "zod";
import { EmailInput } from "@/lib/auth/input";
import { textInput } from "@/lib/storable-text";
import { ROLES } from "@/lib/users/roles";

export const RoleInput = z.enum(ROLES, "Choose viewer, editor or admin.");

/** Ids of collections; forms send one, several or none. */
const CollectionIds = z
  .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(textInput().min(1)).max(1_000))
  .transform((ids) => [...new Set(ids)]);

/** "Add a person". */
export const AddUserInput = z.object({
  email: EmailInput,
  name: textInput().trim().max(200, "A name has at most 200 characters.").default(""),
  role: RoleInput.default("viewer"),
  /** Only means something for an editor. */
  editorOf: CollectionIds.default([]),
});

export const SetUserRoleInput = z.object({ userId: textInput().min(1), role: RoleInput });
export const SetEditorCollectionsInput = z.object({
  userId: textInput().min(1),
  collectionIds: CollectionIds.default([]),
});
export const UserIdInput = z.object({ userId: textInput().min(1) });
