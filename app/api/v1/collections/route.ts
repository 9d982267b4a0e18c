import { api, methodNotAllowed, reply } from "@/lib/api";
import { collectionJson } from "@/lib/api/collection-json";
import { addCollection } from "@/lib/collections/add-collection";
import { listCollections } from "@/lib/collections/list-collections";
import { AppError } from "@/lib/errors";

export const GET = api("collections.list", async () => {
  const collections = await listCollections();
  return reply(200, { data: collections.map(collectionJson), nextCursor: null });
});

export const POST = api("collections.add", async ({ body, actor }) => {
  const { id } = await addCollection({ input: body, actor });
  const added = (await listCollections()).find((collection) => collection.id === id);
  if (added === undefined) throw new AppError("CONFLICT", "The collection was deleted right after it was added.");
  return reply(201, collectionJson(added));
});

export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
