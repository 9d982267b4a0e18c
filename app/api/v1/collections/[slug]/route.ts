import { api, methodNotAllowed, reply } from "@/lib/api";
import { collectionJson } from "@/lib/api/collection-json";
import { editCollection } from "@/lib/collections/edit-collection";
import { listCollections } from "@/lib/collections/list-collections";
import { AppError } from "@/lib/errors";

export const PATCH = api("collections.edit", async ({ params, body, actor, now }) => {
  const { id } = await editCollection({ slug: params.slug, input: body, actor, now });
  const edited = (await listCollections()).find((collection) => collection.id === id);
  if (edited === undefined) throw new AppError("CONFLICT", "The collection was deleted right after it was changed.");
  return reply(200, collectionJson(edited));
});

export const GET = methodNotAllowed;
export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const DELETE = methodNotAllowed;
