import { readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { checksRequested, hostCheckRequested } from "@/inngest/events";
import { resourceJson } from "@/lib/api/resource-json";
import { getCollection } from "@/lib/collections/get-collection";
import { csvLine } from "@/lib/csv-line";
import { AppError } from "@/lib/errors";
import { importResources } from "@/lib/imports/import-resources";
import { parseInput } from "@/lib/parse-input";
import { addResource } from "@/lib/resources/add-resource";
import { UNLISTED_MEANING, VISIBILITIES } from "@/lib/resources/query";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { VERDICTS } from "@/lib/resources/verdict";
import { getSettings } from "@/lib/settings/get-settings";
import { announceFromCli } from "./announce";
import { type Call, command, EXIT, type Outcome, tableText } from "./frame";
import { readSelection, type Selection, selectedResources, withSelection } from "./selection";

/** `holdfast resources …` */
export function addResourceCommands(program: Command): void {
  const resources = program.command("resources").description("resources: add, import, export, list");
  resources
    .command("add <url>")
    .description("add one address, or show the resource that has it")
    .requiredOption("--collection <slug>", "the collection it belongs to")
    .option("--title <text>", "what people call it")
    .option("--private", "keep it from public archives")
    .option("--unlisted", UNLISTED_MEANING)
    .action(command(add));
  resources
    .command("import <file>")
    .description("import a CSV, JSON lines or a list of addresses; - reads standard input")
    .requiredOption("--collection <slug>", "the collection they belong to")
    .option("--dry-run", "only say what would happen")
    .action(command(importFile));
  const lists = [
    resources.command("list").description("list resources").option("--limit <n>", "at most so many", "100"),
    resources
      .command("export")
      .description("all resources on standard output")
      .option("--format <csv|jsonl>", "", "csv"),
  ];
  for (const list of lists) {
    withSelection(list)
      .option(
        "--verdict <verdict>",
        `one of ${VERDICTS.join(", ")}; may be repeated`,
        (value: string, before: string[] = []) => [...before, value],
      )
      .option("--search <text>", "part of the address or title");
  }
  lists[0]?.action(command(list));
  lists[1]?.action(command(exportAll));
}

const AddOptions = z.object({
  collection: z.string(),
  title: z.string().optional(),
  private: z.boolean().default(false),
  unlisted: z.boolean().default(false),
});

async function add(call: Call): Promise<Outcome> {
  const {
    args: [url = ""],
    options,
    actor,
    now,
  } = call;
  const { collection, title, private: isPrivate, unlisted: isUnlisted } = parseInput(AddOptions, options);
  const visibility = VISIBILITIES[isPrivate ? 1 : 0];
  const { resource, isNew } = await addResource({
    input: { url, collection, title, visibility, isUnlisted },
    actor,
    now,
  });
  if (isNew) await announceFromCli(call, hostCheckRequested.create({ host: resource.host, priority: 2 }));
  return {
    text: isNew ? `${resource.id} added: ${resource.url}` : `${resource.id} was there already: ${resource.url}`,
    json: { isNew, resource: resourceJson(resource, await getSettings(), now) },
  };
}

const ImportOptions = z.object({ collection: z.string(), dryRun: z.boolean().default(false) });

async function importFile(call: Call): Promise<Outcome> {
  const {
    args: [file = "-"],
    options,
    actor,
  } = call;
  const { collection, dryRun: isDryRun } = parseInput(ImportOptions, options);
  const { id: collectionId } = await getCollection(collection);
  const fileName = file === "-" ? "standard input" : path.basename(file);
  const report = await importResources({ collectionId, fileName, bytes: readBytes(file), actor, isDryRun });
  if (!isDryRun && report.createdCount > 0) await announceFromCli(call, checksRequested.create({}));
  const { createdCount, existingCount, refusedCount } = report;
  const refusals = report.refusals.map(({ line, message }) => `  line ${line}: ${message}`);
  const summary = `${isDryRun ? "Would be created" : "Created"} ${createdCount}, there already ${existingCount}, refused ${refusedCount}.`;
  return {
    text: [summary, ...refusals].join("\n"),
    json: report,
    exit: createdCount + existingCount === 0 ? EXIT.nothingMatched : EXIT.done,
  };
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new AppError("INVALID", `The file ${file} can't be read.`, { cause: error });
  }
}

const ListOptions = z.object({
  verdict: z.array(z.enum(VERDICTS)).optional(),
  search: z.string().optional(),
  limit: z.coerce.number().int().min(1).default(100),
  format: z.enum(["csv", "jsonl"]).default("csv"),
});

async function filtered(options: unknown): Promise<Selection> {
  const { verdict, search } = parseInput(ListOptions, options);
  const selection = await readSelection(options);
  const own = { ...(verdict ? { verdict } : {}), ...(search ? { q: search } : {}) };
  return { ...selection, filter: { ...selection.filter, ...own } };
}

async function list({ options, now }: Call): Promise<Outcome> {
  const { limit } = parseInput(ListOptions, options);
  const rows: ResourceRow[] = [];
  for await (const page of selectedResources(await filtered(options))) {
    rows.push(...page.slice(0, limit - rows.length));
    if (rows.length >= limit) break;
  }
  const settings = await getSettings();
  return {
    text: tableText(rows.map((row) => [row.id, row.verdict, row.reason ?? "", row.collection.slug, row.url])),
    json: rows.map((row) => resourceJson(row, settings, now)),
    exit: rows.length === 0 ? EXIT.nothingMatched : EXIT.done,
  };
}

const COLUMNS = [
  "id",
  "collection",
  "url",
  "title",
  "visibility",
  "verdict",
  "reason",
  "httpStatus",
  "lastCheckedAt",
  "snapshotUrl",
] as const;

/** Written page by page, so that a million rows need no more memory than a page (a pipe or a file takes each at once). */
async function exportAll({ options, now, write }: Call): Promise<Outcome> {
  const { format } = parseInput(ListOptions, options);
  const settings = await getSettings();
  let count = 0;
  if (format === "csv") write(csvLine(COLUMNS));
  for await (const rows of selectedResources(await filtered(options))) {
    count += rows.length;
    const lines = rows.map((row) =>
      format === "csv" ? csvOf(row) : `${JSON.stringify(resourceJson(row, settings, now))}\n`,
    );
    write(lines.join(""));
  }
  return { text: "", json: undefined, exit: count === 0 ? EXIT.nothingMatched : EXIT.done };
}

function csvOf(row: ResourceRow): string {
  const cells = COLUMNS.map((column) => (column === "collection" ? row.collection.slug : row[column]));
  return csvLine(cells.map((cell) => (cell instanceof Date ? cell.toISOString() : cell)));
}
