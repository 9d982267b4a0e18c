import type { Tx } from "@/lib/db";
import { newResourceId } from "@/lib/resources/resource-id";
import type { JudgedLine } from "./judge-lines";

/** Rows per statement: some megabytes of JSON. */
const CHUNK = 10_000;

/**
 * Adds the wanted addresses that the collection does not have yet. Gives the live resource of every wanted address, by URL.
 * In the order of the URLs, so that two imports of one file at once wait for each other instead of blocking each other for ever.
 */
export async function insertResources(
  tx: Tx,
  input: {
    collectionId: string;
    lines: readonly JudgedLine[];
    createdById: string | null;
    now: Date;
    permanentAt: Date;
  },
): Promise<Map<string, { id: string; isNew: boolean }>> {
  const wanted = input.lines
    .flatMap((line) => (line.kind === "wanted" ? [{ id: newResourceId(), ...line.address, ...described(line) }] : []))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
  const found = new Map<string, { id: string; isNew: boolean }>();
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const chunk = wanted.slice(start, start + CHUNK);
    const { collectionId, createdById, now, permanentAt } = input;
    await tx.$executeRaw`
      INSERT INTO "Resource" ("id", "collectionId", "url", "urlAsTyped", "urlKey", "host", "title", "visibility", "permanentAt",
        "createdAt", "updatedAt", "createdById")
      SELECT "id", ${collectionId}, "url", "urlAsTyped", "urlKey", "host", "title", "visibility", ${permanentAt},
        ${now}, ${now}, ${createdById}
      FROM json_to_recordset(${JSON.stringify(chunk)}::json) AS g("id" text, "url" text, "urlAsTyped" text, "urlKey" text,
        "host" text, "title" text, "visibility" "Visibility")
      ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`
      INSERT INTO "CheckState" ("resourceId", "collectionId", "host", "nextCheckAt", "checkRequestedAt", "checkPriority")
      SELECT "id", "collectionId", "host", ${now}, ${now}, 1 FROM "Resource"
      WHERE "id" = ANY(${chunk.map(({ id }) => id)}::text[])`;
    const live = await tx.$queryRaw<{ id: string; url: string }[]>`
      SELECT "id", "url" FROM "Resource"
      WHERE "collectionId" = ${collectionId} AND "deletedAt" IS NULL AND "url" = ANY(${chunk.map(({ url }) => url)}::text[])`;
    const ours = new Set(chunk.map(({ id }) => id));
    for (const { id, url } of live) found.set(url, { id, isNew: ours.has(id) });
  }
  return found;
}

function described({ title, visibility }: Extract<JudgedLine, { kind: "wanted" }>) {
  return { title, visibility };
}
