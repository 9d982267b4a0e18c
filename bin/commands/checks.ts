import type { Command } from "commander";
import { z } from "zod";
import { checksRequested, hostCheckRequested } from "@/inngest/events";
import { MAX_TICKED } from "@/lib/bulk/selection";
import { requestCheck } from "@/lib/checks/request-check";
import { requestChecks } from "@/lib/checks/request-checks";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { getLiveResource } from "@/lib/resources/get-resource";
import { announceFromCli } from "./announce";
import { type Call, command, EXIT, type Outcome } from "./frame";
import { readSelection, selectedResources, withSelection } from "./selection";

/** `holdfast check` */
export function addCheckCommand(program: Command): void {
  withSelection(program.command("check [ids...]").description("check now: these resources, or what the options select"))
    .option("--dry-run", "only count what is selected")
    .action(command(check));
}

const Options = z.object({ dryRun: z.boolean().default(false) });

async function check(call: Call): Promise<Outcome> {
  const { dryRun } = parseInput(Options, call.options);
  if (call.args.length > 0) return checkThese(call, dryRun);
  const selection = await readSelection(call.options);
  if (selection.isAll) {
    throw new AppError("INVALID", "Name resources, or select them with --collection, --exclude or --filter-json.");
  }
  const ids: string[] = [];
  for await (const rows of selectedResources(selection)) ids.push(...rows.map(({ id }) => id));
  if (!dryRun && ids.length > 0) await checkMany(call, ids);
  return report(ids.length, dryRun);
}

/** As the same press in the browser: bulk runs whose progress anybody can see. */
async function checkMany(call: Call, ids: string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += MAX_TICKED) {
    const selection = { resourceIds: ids.slice(start, start + MAX_TICKED) };
    await requestChecks({ selection, actor: call.actor, now: call.now });
  }
  // The hosts are planned together, each with its own pace.
  await announceFromCli(call, checksRequested.create({}));
}

async function checkThese(call: Call, isDryRun: boolean): Promise<Outcome> {
  const { args, actor, now } = call;
  const found = await Promise.all(args.map((id) => getLiveResource(id)));
  if (isDryRun) return report(found.length, true);
  const hosts = new Set<string>();
  for (const { id } of found) hosts.add((await requestCheck({ resourceId: id, actor, now })).host);
  await announceFromCli(
    call,
    [...hosts].map((host) => hostCheckRequested.create({ host, priority: 2 })),
  );
  return report(found.length, false);
}

function report(count: number, isDryRun: boolean): Outcome {
  if (count === 0) return { text: "No resource matches.", json: { count }, exit: EXIT.nothingMatched };
  return { text: isDryRun ? `Selected: ${count}.` : `Checks wanted: ${count}.`, json: { count } };
}
