import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { newRowId } from "@/lib/row-id";
import { getSettings } from "@/lib/settings/get-settings";
import { insertResources } from "./insert-resources";
import { type JudgedLine, judgeLines } from "./judge-lines";
import { parseImport } from "./parse-import";

/** Lines shown at once of each kind; the rest is in the list of outcomes. */
const SHOWN_LINES = 50;

/** A hundred thousand lines take seconds; a busy laptop may take a minute. */
const TIMEOUT_MS = 180_000;

/** New rows from which the table's statistics are brought up to date at once: that takes a second itself. */
const ANALYZE_FROM = 5_000;

export type ImportSummary = {
  /** null after a dry run: nothing was kept. */
  importId: string | null;
  rowCount: number;
  createdCount: number;
  existingCount: number;
  refusedCount: number;
  /** How the file was read, in sentences. */
  notes: string[];
  /** The first 50. */
  refusals: SummaryLine[];
  /** Those that add nothing: the first 50. */
  existing: SummaryLine[];
};

export type SummaryLine = { line: number; input: string; message: string };

export type ImportRequest = {
  collectionId: string;
  fileName: string;
  bytes: Uint8Array;
  actor: Actor;
  /** Do all of it, say what came of it, and take it back. */
  isDryRun?: boolean;
  now?: Date;
};

/**
 * Adds the addresses of a file to a collection, all in one transaction, with an outcome for each line. The same file again creates
 * nothing new. Checks of the new resources are wanted at once, behind what people wait for: send `checksRequested`.
 * Throws INVALID, TOO_LARGE, NOT_FOUND, FORBIDDEN; then nothing is kept.
 */
export async function importResources(request: ImportRequest): Promise<ImportSummary> {
  const { collectionId, bytes, actor, now = new Date() } = request;
  const settings = await getSettings();
  const collection = await db.collection.findUnique({ where: { id: collectionId }, select: { slug: true } });
  if (!collection) throw new AppError("NOT_FOUND", "There is no such collection.");
  assertMayEdit(actor, collectionId);
  if (bytes.length > settings["imports.maxBytes"]) throw tooLarge(settings["imports.maxBytes"]);
  const fileName = request.fileName.replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 255) || "file";
  const { lines, notes } = parseImport({ bytes, fileName, maxLines: settings["imports.maxLines"] });
  const judged = judgeLines(lines, allowedHosts());
  const permanentAt = new Date(now.getTime() + settings["resources.graceHours"] * 3_600_000);

  const run = async (tx: Tx) => {
    const found = await insertResources(tx, { collectionId, lines: judged, createdById: actor.id, now, permanentAt });
    const rows = judged.map((line) => outcomeOf(line, found));
    const counts = countsOf(rows);
    const importId = newRowId(now.getTime());
    const values = { id: importId, collectionId, fileName, createdById: actor.id, createdAt: now };
    await tx.import.create({ data: { ...values, ...counts } });
    await insertRows(tx, importId, rows);
    await writeAudit(tx, {
      ...{ actor, action: "import.done", subjectKind: "import", subjectId: importId, subjectName: fileName },
      ...{ collectionId, after: counts },
    });
    return { importId, ...counts, notes, refusals: firstOf(rows, "refused"), existing: firstOf(rows, "existing") };
  };
  if (request.isDryRun) return rehearse(run);
  const summary = await db.$transaction(run, { timeout: TIMEOUT_MS });
  // The database plans by its statistics, and would take minutes to notice that the table has grown.
  if (summary.createdCount >= ANALYZE_FROM) await db.$executeRaw`ANALYZE "Resource"`;
  return summary;
}

/** Runs it all and takes it back. */
async function rehearse(run: (tx: Tx) => Promise<ImportSummary>): Promise<ImportSummary> {
  try {
    await db.$transaction(
      async (tx) => {
        throw new Rehearsed(await run(tx));
      },
      { timeout: TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof Rehearsed) return { ...error.summary, importId: null };
    throw error;
  }
  throw new Error("A rehearsal was kept.");
}

class Rehearsed extends Error {
  constructor(readonly summary: ImportSummary) {
    super("Taken back on purpose.");
  }
}

type OutcomeRow = {
  line: number;
  input: string;
  outcome: "created" | "existing" | "refused";
  message: string | null;
  resourceId: string | null;
};

function outcomeOf(entry: JudgedLine, found: Awaited<ReturnType<typeof insertResources>>): OutcomeRow {
  const { line, input } = entry;
  if (entry.kind === "refused") return { line, input, outcome: "refused", message: entry.message, resourceId: null };
  const url = entry.kind === "wanted" ? entry.address.url : entry.url;
  const resource = found.get(url);
  if (!resource)
    throw new AppError("CONFLICT", "The collection was changed during the import. Nothing was imported; try again.");
  if (entry.kind === "wanted" && resource.isNew)
    return { line, input, outcome: "created", message: null, resourceId: resource.id };
  const message = entry.kind === "repeated" ? entry.message : "The collection already has this address.";
  return { line, input, outcome: "existing", message, resourceId: resource.id };
}

function firstOf(rows: readonly OutcomeRow[], wanted: OutcomeRow["outcome"]): SummaryLine[] {
  const found = rows.filter(({ outcome }) => outcome === wanted).slice(0, SHOWN_LINES);
  return found.map(({ line, input, message }) => ({ line, input, message: message ?? "" }));
}

function countsOf(rows: readonly OutcomeRow[]) {
  const count = (wanted: OutcomeRow["outcome"]) => rows.filter(({ outcome }) => outcome === wanted).length;
  return {
    rowCount: rows.length,
    createdCount: count("created"),
    existingCount: count("existing"),
    refusedCount: count("refused"),
  };
}

async function insertRows(tx: Tx, importId: string, rows: readonly OutcomeRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 10_000) {
    await tx.$executeRaw`
      INSERT INTO "ImportRow" ("importId", "line", "input", "outcome", "message", "resourceId")
      SELECT ${importId}, * FROM json_to_recordset(${JSON.stringify(rows.slice(start, start + 10_000))}::json) AS g(
        "line" int, "input" text, "outcome" "ImportOutcome", "message" text, "resourceId" text)`;
  }
}

function tooLarge(maxBytes: number): AppError {
  const sentence = `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB. Split it.`;
  return new AppError("TOO_LARGE", sentence, { fields: { file: sentence } });
}
