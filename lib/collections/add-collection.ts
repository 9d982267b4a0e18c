import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { newRowId } from "@/lib/row-id";
import { AddCollectionInput, slugOf } from "./input";
import { parentId } from "./parent-collection";

/** Makes a collection. Only admins. Throws INVALID with fields, NOT_FOUND for the parent, CONFLICT if the slug is taken. */
export async function addCollection({ input, actor }: { input: AddCollectionInput; actor: Actor }) {
  assertRole(actor, "admin");
  const wanted = parseInput(AddCollectionInput, input);
  const slug = wanted.slug ?? slugOf(wanted.name);
  if (slug === "") throw atSlug("INVALID", "Enter a short name for addresses, such as data-portal.");
  return db.$transaction(async (tx) => {
    const { name, description, isCheckingOn, isSnapshotting, checkIntervalDays } = wanted;
    const id = newRowId();
    const parent = wanted.parent ? await parentId(tx, wanted.parent) : null;
    const { count } = await tx.collection.createMany({
      data: { id, slug, name, description, parentId: parent, isCheckingOn, isSnapshotting, checkIntervalDays },
      skipDuplicates: true,
    });
    if (count === 0) throw atSlug("CONFLICT", `There is already a collection "${slug}".`);
    await writeAudit(tx, {
      ...{ actor, action: "collection.added", subjectKind: "collection", subjectId: id, subjectName: name },
      ...{ collectionId: id, after: { slug, name } },
    });
    return tx.collection.findUniqueOrThrow({ where: { id } });
  });
}

function atSlug(code: "INVALID" | "CONFLICT", sentence: string): AppError {
  return new AppError(code, sentence, { fields: { slug: sentence } });
}
