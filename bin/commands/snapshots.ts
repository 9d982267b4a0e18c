import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { z } from "zod";
import { scheduleStart, snapshotRequested } from "@/inngest/events";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { loadResourceRows, type ResourceRow } from "@/lib/resources/resource-row";
import { runScheduleNow } from "@/lib/schedules/run-schedule-now";
import { requestSnapshots } from "@/lib/snapshots/request-snapshots";
import { isOpen } from "@/lib/snapshots/snapshot-state";
import { announceFromCli } from "./announce";
import { type Call, command, EXIT, type Outcome, tableText } from "./frame";
import { readSelection, type Selection, selectedResources, withSelection } from "./selection";

/** `holdfast snapshots …` */
export function addSnapshotCommands(program: Command): void {
  const snapshots = program.command("snapshots").description("Wayback snapshots: submit, refresh");
  withSelection(snapshots.command("submit").description("archive now what the options select"))
    .option("--force", "also when the interval since the last snapshot isn't over")
    .option("--sync", "wait for the outcomes; only with a filter")
    .option("--dry-run", "only count what is selected")
    .action(command(submit));
  withSelection(snapshots.command("refresh").description("read the results of the snapshots under way"))
    .option("--sync", "wait for the outcomes; only with a filter")
    .option("--dry-run", "only count what is selected")
    .action(command(refresh));
}

const Options = z.object({
  force: z.boolean().default(false),
  sync: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});

/** Parses the options and what they select. Everything, waited for, would hold a terminal for days. */
async function read(call: Call): Promise<z.output<typeof Options> & { selection: Selection }> {
  const options = parseInput(Options, call.options);
  const selection = await readSelection(call.options);
  if (options.sync && selection.isAll) {
    throw new AppError("INVALID", "--sync only goes with --collection, --exclude or --filter-json.");
  }
  return { ...options, selection };
}

async function submit(call: Call): Promise<Outcome> {
  const { force, sync, dryRun, selection } = await read(call);
  const counts = new Map<string, number>();
  const waitFor: string[] = [];
  for await (const rows of selectedResources(selection)) {
    const outcomes = dryRun ? rows.map(() => ({ outcome: "selected" })) : await queue(rows, force, call);
    for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (sync) waitFor.push(...rows.map(({ id }) => id));
  }
  if (counts.size === 0) return nothing("No resource matches.");
  if (sync && !dryRun) return settled(waitFor, call);
  return {
    text: tableText([...counts].map(([outcome, count]) => [outcome, String(count)])),
    json: Object.fromEntries(counts),
  };
}

async function queue(rows: ResourceRow[], isForced: boolean, call: Call) {
  const { actor, now } = call;
  const resourceIds = rows.map(({ id }) => id);
  const outcomes = await requestSnapshots({ resourceIds, actor, isForced, now });
  const events = outcomes.flatMap(({ snapshotId }) =>
    snapshotId === undefined ? [] : [snapshotRequested.create({ snapshotId, priority: 1 })],
  );
  if (events.length > 0) await announceFromCli(call, events);
  return outcomes;
}

async function refresh(call: Call): Promise<Outcome> {
  const { sync, dryRun, selection } = await read(call);
  const open: string[] = [];
  for await (const rows of selectedResources(selection)) {
    open.push(...rows.filter(({ snapshot }) => snapshot !== null && isOpen(snapshot.status)).map(({ id }) => id));
  }
  if (open.length === 0) return nothing("No snapshot is under way.");
  if (dryRun) return { text: `Under way: ${open.length}.`, json: { underWay: open.length } };
  await readResults(call);
  if (sync) return settled(open, call);
  return { text: `Asked for the results of ${open.length}.`, json: { underWay: open.length } };
}

/** Starts the reading of results; one that goes on already serves as well. */
async function readResults(call: Call): Promise<void> {
  try {
    const started = await runScheduleNow({ name: "poll-snapshots", actor: call.actor, now: call.now });
    await announceFromCli(call, scheduleStart(started));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
  }
}

/** Waits until none of these resources' newest snapshots is under way; the archive's pace says how long that takes. */
async function settled(resourceIds: string[], { say }: Call): Promise<Outcome> {
  for (let before = -1; ; await sleep(1_000)) {
    const rows = await loadResourceRows(resourceIds);
    const waiting = rows.filter(({ snapshot }) => snapshot !== null && isOpen(snapshot.status)).length;
    if (waiting === 0) return outcomesOf(rows);
    if (waiting !== before) say(`${waiting} under way …`);
    before = waiting;
  }
}

function outcomesOf(rows: ResourceRow[]): Outcome {
  const json = rows.map(({ id, url, snapshot, snapshotUrl }) => ({
    id,
    url,
    status: snapshot?.status ?? null,
    detail: snapshot?.detail ?? null,
    snapshotUrl,
  }));
  const hasFailed = json.some(({ status }) => status === "error" || status === "expired" || status === "lost");
  const text = tableText(
    json.map((row) => [row.id, row.status ?? "none", row.snapshotUrl ?? row.detail ?? "", row.url]),
  );
  return { text, json, exit: hasFailed ? EXIT.failed : EXIT.done };
}

const nothing = (text: string): Outcome => ({ text, json: { count: 0 }, exit: EXIT.nothingMatched });
