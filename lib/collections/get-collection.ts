import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCollection } from "./find-collection";

/** The collection of this slug. Throws NOT_FOUND. */
export async function getCollection(slug: string, tx: Tx = db) {
  const collection = await findCollection(slug, tx);
  if (!collection) throw new AppError("NOT_FOUND", `There is no collection "${slug}".`);
  return collection;
}
