"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { addCollection } from "@/lib/collections/add-collection";
import { deleteCollection } from "@/lib/collections/delete-collection";
import { editCollection } from "@/lib/collections/edit-collection";
import { AddCollectionInput, EditCollectionInput } from "@/lib/collections/input";

const Slug = z.string().max(100);

/** "Add collection". */
export const addCollectionAction = action("admin", AddCollectionInput, async (input, actor) => {
  const { slug } = await addCollection({ input, actor });
  refresh();
  return { slug };
});

/** "Save" of a collection's dialog. */
export const editCollectionAction = action(
  "editor",
  z.object({ collectionSlug: Slug, changes: EditCollectionInput }),
  async ({ collectionSlug, changes }, actor) => {
    const { dueCount } = await editCollection({ slug: collectionSlug, input: changes, actor });
    refresh();
    return { dueCount };
  },
);

/** "Delete" of an empty collection. */
export const deleteCollectionAction = action("admin", z.object({ collectionSlug: Slug }), async (input, actor) => {
  await deleteCollection({ slug: input.collectionSlug, actor });
  redirect("/collections");
});
