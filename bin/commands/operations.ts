import type { Command } from "commander";
import { requireEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { getHealth, type Health } from "@/lib/health/get-health";
import { applyMigrations } from "@/lib/launcher/migrate";
import { listUsers } from "@/lib/users/list-users";
import { connect } from "./connect";
import { type Call, command, EXIT, type Outcome, tableText } from "./frame";

/** `holdfast doctor`, `holdfast migrate` */
export function addOperationCommands(program: Command): void {
  program
    .command("doctor")
    .description("look whether every part is well, and say what to do if not")
    .action(command(doctor, { isOffline: true }));
  program.command("migrate").description("bring the database up to date").action(command(migrate));
}

const NEXT_STEP: Record<keyof Health["parts"], string> = {
  database:
    "Is it up, and is DATABASE_URL right? An embedded one starts again by itself; if it doesn't, start Holdfast again.",
  engine:
    "If Holdfast has just started, wait a minute. Else look at logs/engine.log in the data directory, and start Holdfast again.",
  archive: "The Wayback page says more; keys are variables of the environment, the pace is under Settings.",
  schedules:
    "See Settings → Schedules. After a start they begin within a minute; if none does, look at logs/engine.log.",
};

/** Needs no Holdfast that runs: that it doesn't is its first finding. */
async function doctor({ options }: Call): Promise<Outcome> {
  try {
    await connect(typeof options.dataDir === "string" ? options.dataDir : undefined);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const findings = [
      { name: "node", ok: true, detail: process.version },
      { name: "holdfast", ok: false, detail: error.message },
    ];
    return report(findings);
  }
  return report(await examine());
}

type Finding = { name: string; ok: boolean; detail: string; nextStep?: string };

async function examine(): Promise<Finding[]> {
  const health = await getHealth();
  const names = Object.keys(health.parts) as (keyof Health["parts"])[];
  const parts = names.map((name) => ({
    name,
    ...health.parts[name],
    ...(health.parts[name].ok ? {} : { nextStep: NEXT_STEP[name] }),
  }));
  const isDatabaseWell = parts.find(({ name }) => name === "database")?.ok !== false;
  const admins = isDatabaseWell ? (await listUsers()).filter((user) => user.role === "admin" && !user.disabledAt) : [];
  const admin = {
    name: "admin",
    ok: admins.length > 0,
    detail: admins[0]?.email ?? "Nobody can administer. Start Holdfast once.",
  };
  return [{ name: "node", ok: true, detail: process.version }, ...parts, ...(isDatabaseWell ? [admin] : [])];
}

function report(findings: Finding[]): Outcome {
  const isWell = findings.every(({ ok }) => ok);
  return {
    text: tableText(
      findings.flatMap(({ ok, name, detail, nextStep }) => [
        [ok ? "ok" : "NOT OK", name, detail],
        ...(nextStep === undefined ? [] : [["", "", nextStep]]),
      ]),
    ),
    json: { ok: isWell, findings },
    exit: isWell ? EXIT.done : EXIT.failed,
  };
}

async function migrate(): Promise<Outcome> {
  const applied = await applyMigrations(requireEnv("DATABASE_URL"));
  return {
    text: applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`,
    json: { applied },
  };
}
