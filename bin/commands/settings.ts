import type { Command } from "commander";
import { scheduleStart, workResumed } from "@/inngest/events";
import { AppError } from "@/lib/errors";
import { listSchedules } from "@/lib/schedules/list-schedules";
import { runScheduleNow } from "@/lib/schedules/run-schedule-now";
import { listSettings } from "@/lib/settings/list-settings";
import { setSetting } from "@/lib/settings/set-setting";
import { announceFromCli } from "./announce";
import { type Call, command, type Outcome, tableText } from "./frame";

/** `holdfast settings …` and `holdfast schedules …` */
export function addSettingCommands(program: Command): void {
  const settings = program.command("settings").description("settings: get, set");
  settings.command("get [key]").description("show one setting, or all of them").action(command(get));
  settings
    .command("set <key> <value>")
    .description("change a setting; the value is JSON, or plain text")
    .action(command(set));
  const schedules = program.command("schedules").description("schedules: list, run");
  schedules.command("list").description("list what starts by the clock").action(command(list));
  schedules.command("run <name>").description("start one now").action(command(run));
}

async function get({ args: [key] }: Call): Promise<Outcome> {
  const all = await listSettings();
  const rows = key === undefined ? all : all.filter((row) => row.key === key);
  if (rows.length === 0) throw new AppError("NOT_FOUND", `There is no setting named ${key}.`);
  const line = (row: (typeof rows)[number]) => [row.key, JSON.stringify(row.value), row.unit ?? "", row.source];
  return { text: tableText(rows.map(line)), json: key === undefined ? rows : rows[0] };
}

async function set(call: Call): Promise<Outcome> {
  const {
    args: [key = "", text = ""],
    actor,
  } = call;
  const { isWorkResumed } = await setSetting({ key, value: parsedValue(text), actor });
  if (isWorkResumed) await announceFromCli(call, workResumed.create({}));
  return get(call);
}

/** `true`, `12`, `[1, 6]` and `"text"` as JSON; anything else is text as it stands. */
function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

async function list({ now }: Call): Promise<Outcome> {
  const rows = await listSchedules({ now });
  const time = (at: Date | null) => at?.toISOString() ?? "never";
  const lines = rows.map((row) => [
    row.name,
    row.isOn ? row.cron : "off",
    `last ${time(row.lastStartedAt)}`,
    `next ${time(row.nextRunAt)}`,
    row.lastResult ?? "",
  ]);
  return { text: tableText(lines), json: rows };
}

async function run(call: Call): Promise<Outcome> {
  const {
    args: [name = ""],
    actor,
    now,
  } = call;
  const started = await runScheduleNow({ name, actor, now });
  const isStarted = await announceFromCli(call, scheduleStart(started));
  return { text: isStarted ? `${name} is started.` : `${name} will start.`, json: { ...started, isStarted } };
}
