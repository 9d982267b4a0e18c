import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { z } from "zod";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { AppError } from "@/lib/errors";
import { MAX_PAGE_SIZE } from "@/lib/page";
import { parseInput } from "@/lib/parse-input";
import { ResourceFilterInput } from "@/lib/resources/input";
import { listResources } from "@/lib/resources/list-resources";
import type { ResourceFilter } from "@/lib/resources/query";
import type { ResourceRow } from "@/lib/resources/resource-row";

/** A file of `--filter-json`: slugs of collections, or a filter with them. */
const FilterFile = z.union(
  [
    z.array(z.string().min(1)).transform((collections) => ({ collections })),
    ResourceFilterInput.omit({ collection: true })
      .extend({ collections: z.array(z.string().min(1)).optional() })
      .strict(),
  ],
  'A filter file holds ["slug", …] or {"collections": ["slug", …], "verdict": ["valid"], "q": "…"}.',
);

const SelectionOptions = z.object({
  collection: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  filterJson: z.string().optional(),
});

/** Which resources a command is for. `isAll`: no filter was given. */
export type Selection = { collections: (string | null)[]; filter: ResourceFilter; isAll: boolean };

const gather = (value: string, before: string[] = []) => [...before, ...value.split(",").filter(Boolean)];

/** Adds the options by which a command selects resources. */
export function withSelection(command: Command): Command {
  return command
    .option("--collection <slug>", "only this collection; may be repeated", gather)
    .option("--exclude <slug>", "not this collection; may be repeated", gather)
    .option("--filter-json <file>", "a JSON file with collections or a filter; - reads standard input");
}

/** Reads the selection of a command. Throws INVALID for a bad file, NOT_FOUND for a collection that doesn't exist. */
export async function readSelection(options: unknown): Promise<Selection> {
  const { collection, exclude, filterJson } = parseInput(SelectionOptions, options);
  const { collections: listed = [], ...filter } = filterJson === undefined ? {} : readFilterFile(filterJson);
  const wanted = [...new Set([...collection, ...listed])];
  const isAll = wanted.length === 0 && exclude.length === 0 && filterJson === undefined;
  if (wanted.length === 0 && exclude.length === 0) return { collections: [null], filter, isAll };
  const known = (await listCollectionNames()).map(({ slug }) => slug);
  const unknown = [...wanted, ...exclude].find((slug) => !known.includes(slug));
  if (unknown !== undefined) throw new AppError("NOT_FOUND", `There is no collection “${unknown}”.`);
  const chosen = wanted.length === 0 ? known : wanted;
  return { collections: chosen.filter((slug) => !exclude.includes(slug)), filter, isAll };
}

/** The selected resources, a page at a time, oldest first. */
export async function* selectedResources({ collections, filter }: Selection): AsyncGenerator<ResourceRow[]> {
  for (const collection of collections) {
    const query = {
      ...filter,
      ...(collection === null ? {} : { collection }),
      sort: "added",
      isDescending: false,
    } as const;
    for (let after: string | undefined, isLast = false; !isLast; ) {
      const page = await listResources({ query, page: { limit: MAX_PAGE_SIZE, ...(after ? { after } : {}) } });
      if (page.rows.length > 0) yield page.rows;
      isLast = page.nextCursor === null;
      after = page.nextCursor ?? undefined;
    }
  }
}

function readFilterFile(file: string): z.output<typeof FilterFile> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "can't be read";
    throw new AppError("INVALID", `The filter ${file} ${why}.`, { cause: error });
  }
  return parseInput(FilterFile, json);
}
