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

async function* portions(query: ResourceQuery, now: Date): AsyncGenerator<ExportedResource[], void, void> {
  for await (const ids of walkResources({ query, portion: PORTION, now })) yield loadExported(ids, now);
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
] as readonly (keyof ExportedResource)[];

/** The database writes instants with the offset of its own zone. */
function withInstants(row: ExportedResource): ExportedResource {
  const instants = INSTANTS.flatMap((field) => {
    const value = row[field];
    return typeof value === "string" ? [[field, new Date(value).toISOString()]] : [];
  });
  return Object.assign(row, Object.fromEntries(instants));
}
