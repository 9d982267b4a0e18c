import { csvLine } from "@/lib/csv-line";
import { db } from "@/lib/db";
import { isAcknowledgedAt } from "@/lib/resources/acknowledged-sql";
import type { ResourceQuery } from "@/lib/resources/query";
import { walkResources } from "@/lib/resources/walk-resources";
import { type ExportedResource, exportColumns } from "./export-columns";

/** Rows read at once: about a megabyte. */
const PORTION = 2_000;

type Export = {
  query: ResourceQuery;
  /** Ids of the table's columns; null: every column. */
  columns: readonly string[] | null;
  now: Date;
};

/** The resources that match as CSV, in the list's order, in pieces, whatever their number. */
export async function* exportResourcesCsv({ query, columns, now }: Export): AsyncGenerator<string, void, void> {
  const chosen = exportColumns(columns);
  yield csvLine(chosen.map(({ head }) => head));
  for await (const rows of portions(query, now)) {
    yield rows.map((row) => csvLine(chosen.map(({ field }) => cellOf(row[field])))).join("");
  }
}

/** The same as one JSON array of objects, a line each. */
export async function* exportResourcesJson({ query, columns, now }: Export): AsyncGenerator<string, void, void> {
  const fields = exportColumns(columns).map(({ field }) => field);
  let before = "[\n";
  for await (const rows of portions(query, now)) {
    yield before + rows.map((row) => JSON.stringify(row, fields)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

function cellOf(value: ExportedResource[keyof ExportedResource]): string | number | null {
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}

/** The database reads the next portion while one is turned into text. */
function portions(query: ResourceQuery, now: Date): AsyncGenerator<ExportedResource[], void, void> {
  return oneAhead(loadAll(query, now));
}

async function* loadAll(query: ResourceQuery, now: Date): AsyncGenerator<ExportedResource[], void, void> {
  for await (const ids of oneAhead(walkResources({ query, portion: PORTION, now }))) yield await loadExported(ids, now);
}

/** The same pieces; the next is being made while one is worked on, and no more than that. */
async function* oneAhead<T>(pieces: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  const ask = () => {
    const asked = pieces.next();
    // Who waits for it hears of its failure; until then nobody does.
    asked.catch(() => {});
    return asked;
  };
  try {
    for (let next = ask(); ; ) {
      const piece = await next;
      if (piece.done) return;
      next = ask();
      yield piece.value;
    }
  } finally {
    await pieces.return();
  }
}

/** One value for all rows: the client would spend most of an export's time on turning single values into its own. */
async function loadExported(ids: readonly string[], now: Date): Promise<ExportedResource[]> {
  const isNoted = isAcknowledgedAt(now);
  const [found] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(row ORDER BY row."place")::text AS "rows" FROM (
      SELECT w."place", r."id", r."title", r."url", c."slug" AS "collection", s."verdict", s."reason", s."confidence",
        s."failureStreak", COALESCE(s."firstFailureAt", s."verdictSince") AS "since", s."httpStatus", s."finalUrl",
        s."firstFailureAt", s."lastSuccessAt",
        s."lastCheckedAt", s."nextCheckAt",
        CASE WHEN ${isNoted} THEN s."acknowledgedAt" END AS "acknowledgedAt",
        CASE WHEN ${isNoted} THEN s."acknowledgedUntil" END AS "acknowledgedUntil",
        CASE WHEN ${isNoted} THEN s."acknowledgedReason" END AS "acknowledgedReason",
        r."visibility", r."isUnlisted", n."status" AS "snapshotStatus", r."snapshotUrl", r."snapshotAt",
        r."createdAt" AS "addedAt"
      FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS w("id", "place")
      JOIN "Resource" r ON r."id" = w."id" JOIN "CheckState" s ON s."resourceId" = w."id"
      JOIN "Collection" c ON c."id" = r."collectionId" LEFT JOIN "Snapshot" n ON n."id" = r."snapshotId"
    ) row`;
  return found?.rows ? (JSON.parse(found.rows) as ExportedResource[]).map(withInstants) : [];
}

const INSTANTS = [
  ...["since", "firstFailureAt", "lastSuccessAt", "lastCheckedAt", "nextCheckAt"],
  ...["acknowledgedAt", "acknowledgedUntil", "snapshotAt", "addedAt"],
] as const satisfies (keyof ExportedResource)[];

/** The database writes instants with the offset of its own zone. Done for a million values, so in place. */
function withInstants(row: ExportedResource): ExportedResource {
  for (const field of INSTANTS) {
    const value = row[field];
    if (value !== null) row[field] = inUtc(value);
  }
  return row;
}

/** Nearly always there is no offset, and the milliseconds are there; the database leaves out zeros at the end. */
function inUtc(instant: string): string {
  if (instant.length === 29 && instant.endsWith("+00:00")) return `${instant.slice(0, 23)}Z`;
  return new Date(instant).toISOString();
}
