import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Command } from "commander";
import { requireEnv } from "@/lib/env";
import { getHealth } from "@/lib/health/get-health";
import { applyMigrations } from "@/lib/launcher/migrate";
import { listUsers } from "@/lib/users/list-users";
import { command, EXIT, type Outcome, tableText } from "./frame";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** `holdfast doctor`, `holdfast migrate`, `holdfast sandbox` */
export function addOperationCommands(program: Command): void {
  program
    .command("doctor")
    .description("look whether every part is well, and say what to do if not")
    .action(command(doctor));
  program.command("migrate").description("bring the database up to date").action(command(migrate));
  program
    .command("sandbox")
    .description("run the stand-in archive.org and the odd web alone; its own options follow")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(command(({ args }) => sandbox(args), { isOffline: true }));
}

async function doctor(): Promise<Outcome> {
  const health = await getHealth();
  const parts = Object.entries(health.parts).map(([name, part]) => ({ name, ...part }));
  const isDatabaseWell = parts.find(({ name }) => name === "database")?.ok !== false;
  const admins = isDatabaseWell ? (await listUsers()).filter((user) => user.role === "admin" && !user.disabledAt) : [];
  const findings = [
    { name: "node", ok: true, detail: process.version },
    ...parts,
    ...(isDatabaseWell
      ? [
          {
            name: "admin",
            ok: admins.length > 0,
            detail: admins[0]?.email ?? "Nobody can administer. Start Holdfast once.",
          },
        ]
      : []),
  ];
  const isWell = findings.every(({ ok }) => ok);
  return {
    text: tableText(findings.map(({ ok, name, detail }) => [ok ? "ok" : "NOT OK", name, detail ?? ""])),
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

/** A program of its own, so it runs as one; its words go to this terminal. */
async function sandbox(args: string[]): Promise<Outcome> {
  const program = path.join(ROOT, "sandbox/main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], { stdio: "inherit", cwd: ROOT });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return { text: "", json: null, exit: code === 0 || code === null ? EXIT.done : EXIT.failed };
}
