import "@/e2e/support/own-database";
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "@/bin/commands/program";
import { SYSTEM } from "@/lib/actor";
import { addCollection } from "@/lib/collections/add-collection";
import { db } from "@/lib/db";
import { freePorts } from "@/lib/launcher/data-dir";
import { findTokenActor } from "@/lib/tokens/find-token-actor";
import { ensureFirstAdmin } from "@/lib/users/ensure-first-admin";

const dir = await vi.hoisted(async () => {
  const { mkdtempSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const dataDir = mkdtempSync(`${tmpdir()}/holdfast-cli-`);
  Object.assign(process.env, {
    HOLDFAST_DATA_DIR: dataDir,
    INNGEST_BASE_URL: "http://127.0.0.1:9",
    INNGEST_EVENT_KEY: "test",
  });
  return dataDir;
});

beforeAll(async () => {
  await ensureFirstAdmin();
  for (const name of ["Alpha", "Beta", "Gamma"]) await addCollection({ input: { name }, actor: SYSTEM });
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A process of its own takes seconds to load on a busy machine. */
const PROGRAM_TIMEOUT_MS = 90_000;

/** Runs one command line on this file's database, with nothing listening as an engine. */
async function holdfast(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { code: -1, out: "", err: "" };
  await runCommandLine(words, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    exit: (code) => {
      said.code = code;
    },
  });
  return said;
}

test(
  "as a program it writes its answer alone to standard output, and ends with the command's code",
  async () => {
    const run = (...words: string[]) => {
      const args = ["--import", "tsx", path.resolve(import.meta.dirname, "holdfast.ts"), ...words];
      return promisify(execFile)(process.execPath, args, { cwd: path.resolve(import.meta.dirname, "..") });
    };
    const { stdout, stderr } = await run("settings", "get", "checks.isOn", "--json");
    expect([JSON.parse(stdout).key, stderr]).toEqual(["checks.isOn", ""]);
    await expect(run("resources", "list", "--collection", "gamma")).rejects.toMatchObject({ code: 3 });
  },
  PROGRAM_TIMEOUT_MS,
);

test(
  "it finds the embedded database by its data directory, and says where none is",
  async () => {
    const run = (dataDir: string) => {
      const program = path.resolve(import.meta.dirname, "holdfast.ts");
      const words = ["--data-dir", dataDir, "settings", "get", "checks.isOn", "--json"];
      const env = { ...process.env, DATABASE_URL: "" };
      const cwd = path.resolve(import.meta.dirname, "..");
      return promisify(execFile)(process.execPath, ["--import", "tsx", program, ...words], { env, cwd });
    };
    await expect(run(dir)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(`no Holdfast in ${dir}`) });
    const server = new URL(process.env.DATABASE_URL ?? "");
    const ports = { databasePort: Number(server.port), enginePort: 9, sandboxPort: 9, oddWebPort: 9 };
    const keys = { signingKey: "signkey-prod-00", eventKey: "e", authSecret: "s".repeat(32) };
    const sandbox = { sandboxAccessKey: "a", sandboxSecretKey: "b" };
    const home = path.join(dir, "home");
    mkdirSync(home);
    const state = { ...ports, ...keys, ...sandbox, databasePassword: server.password };
    writeFileSync(path.join(home, "state.json"), JSON.stringify(state));
    expect(JSON.parse((await run(home)).stdout).key).toBe("checks.isOn");
    const [databasePort] = await freePorts(1);
    writeFileSync(path.join(home, "state.json"), JSON.stringify({ ...state, databasePort }));
    const stopped = `Holdfast is not running on ${home}. Start it with: npm start -- --data-dir ${home}`;
    await expect(run(home)).rejects.toMatchObject({ code: 1, stdout: "", stderr: `${stopped}\n` });
  },
  PROGRAM_TIMEOUT_MS,
);

test("a resource is added by its address, and the answer says that the engine will take it later", async () => {
  const first = await holdfast("resources", "add", "example.org/a", "--collection", "alpha", "--json");
  expect(first).toMatchObject({ code: 0, err: expect.stringContaining("starts when the engine is back") });
  expect(JSON.parse(first.out)).toMatchObject({
    isNew: true,
    resource: { url: "https://example.org/a", collection: "alpha" },
  });
  const again = await holdfast("resources", "add", "example.org/a", "--collection", "alpha");
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("was there already") });
  const told = await db.activity.findMany({ where: { action: "resource.added" } });
  expect(told).toMatchObject([{ actorKind: "cli", actorName: expect.stringContaining("command line") }]);
});

test.each([
  [["resources", "add", "file:///etc/passwd", "--collection", "alpha"], 2, "http"],
  [["resources", "add", "example.org/x"], 2, "--collection"],
  [["resources", "frobnicate"], 2, "frobnicate"],
  [["--no-such-option", "doctor"], 2, "--no-such-option"],
  [["resources", "add", "example.org/x", "--collection", "nowhere"], 3, "nowhere"],
  [["resources", "list", "--collection", "gamma"], 3, ""],
  [["check", "0000-0000-0000"], 3, "no resource"],
  [["check"], 2, "--collection"],
  [["snapshots", "submit", "--sync"], 2, "--sync"],
  [["snapshots", "refresh", "--collection", "gamma"], 3, ""],
  [["settings", "set", "checks.intervalDays", "never"], 2, ""],
  [["settings", "get", "no.such"], 3, "no.such"],
  [["tokens", "create", "--name", "x", "--scope", "root"], 2, "read, write, admin"],
  [["tokens", "create", "--name", "x", "--expires-in-days", "soon"], 2, "--expires-in-days must be a number."],
  [["users", "add", "--email", "x@example.org", "--role", "king"], 2, "Choose viewer, editor or admin."],
  [["resources", "import", "/no/such/file.csv", "--collection", "alpha"], 2, "/no/such/file.csv"],
])("`holdfast %s` ends with %i and says why", async (words, code, why) => {
  const answer = await holdfast(...words);
  expect(answer).toMatchObject({ code, err: expect.stringContaining(why) });
  expect(answer.err).not.toContain("    at ");
});

test("a file is imported with its refusals, and a dry run keeps nothing", async () => {
  const file = path.join(dir, "list.csv");
  writeFileSync(file, "url,title\nexample.org/1,One\nexample.org/2,Two\nfile:///etc,Bad\n");
  const words = ["resources", "import", file, "--collection", "beta", "--json"];
  const dry = await holdfast(...words, "--dry-run");
  expect(JSON.parse(dry.out)).toMatchObject({ importId: null, createdCount: 2, refusedCount: 1 });
  expect(await db.resource.count({ where: { collection: { slug: "beta" } } })).toBe(0);
  const real = await holdfast(...words);
  expect(real.code).toBe(0);
  expect(JSON.parse(real.out)).toMatchObject({ createdCount: 2, refusedCount: 1, refusals: [{ line: 4 }] });
});

test("resources are listed and exported by collection, exclusion and filter file", async () => {
  const beta = await holdfast("resources", "list", "--collection", "beta", "--json");
  expect(JSON.parse(beta.out)).toHaveLength(2);
  const other = await holdfast("resources", "export", "--exclude", "beta");
  expect(other.out.split("\r\n")[0]).toBe(
    "id,collection,url,title,visibility,verdict,reason,httpStatus,lastCheckedAt,snapshotUrl",
  );
  expect([other.out.includes("alpha"), other.out.includes("beta")]).toEqual([true, false]);
  const file = path.join(dir, "filter.json");
  writeFileSync(file, JSON.stringify({ collections: ["alpha", "beta"], q: "example.org/2" }));
  const filtered = await holdfast("resources", "export", "--filter-json", file, "--format", "jsonl");
  expect(
    filtered.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).title),
  ).toEqual(["Two"]);
  writeFileSync(file, '{"collection": "alpha"}');
  await expect(holdfast("resources", "list", "--filter-json", file)).resolves.toMatchObject({ code: 2 });
});

test("checks are wanted by id or by selection, as one bulk run; a dry run wants none", async () => {
  const wanted = () => db.checkState.count({ where: { resource: { collection: { slug: "beta" } }, checkPriority: 1 } });
  await db.checkState.updateMany({ data: { checkRequestedAt: null, checkPriority: 0 } });
  const dry = await holdfast("check", "--collection", "beta", "--dry-run", "--json");
  expect([JSON.parse(dry.out), await wanted()]).toEqual([{ count: 2 }, 0]);
  const real = await holdfast("check", "--collection", "beta", "--json");
  expect([JSON.parse(real.out), await wanted(), await db.bulkRun.count()]).toEqual([{ count: 2 }, 2, 1]);
  const { id } = await db.resource.findFirstOrThrow({ where: { collection: { slug: "alpha" } } });
  const one = await holdfast("check", id.toLowerCase(), "--json");
  expect(JSON.parse(one.out)).toEqual({ count: 1 });
  expect(await db.checkState.findUnique({ where: { resourceId: id } })).toMatchObject({ checkPriority: 2 });
});

test("snapshots are asked for by selection, once; a dry run asks for none", async () => {
  const dry = await holdfast("snapshots", "submit", "--collection", "beta", "--dry-run", "--json");
  expect([JSON.parse(dry.out), await db.snapshot.count()]).toEqual([{ selected: 2 }, 0]);
  const real = await holdfast("snapshots", "submit", "--collection", "beta", "--force", "--json");
  expect(JSON.parse(real.out)).toEqual({ queued: 2 });
  const again = await holdfast("snapshots", "submit", "--collection", "beta", "--json");
  expect(JSON.parse(again.out)).toEqual({ already_open: 2 });
  const refresh = await holdfast("snapshots", "refresh", "--collection", "beta", "--dry-run", "--json");
  expect(JSON.parse(refresh.out)).toEqual({ underWay: 2 });
  const others = await db.resource.count({ where: { deletedAt: null, collection: { slug: { not: "beta" } } } });
  const excluded = await holdfast("snapshots", "submit", "--exclude", "beta", "--dry-run", "--json");
  expect(JSON.parse(excluded.out)).toEqual({ selected: others });
  const file = path.join(dir, "queued.json");
  writeFileSync(file, JSON.stringify({ collections: ["beta"], snapshot: ["queued"] }));
  const filtered = await holdfast("snapshots", "submit", "--filter-json", file, "--dry-run", "--json");
  expect(JSON.parse(filtered.out)).toEqual({ selected: 2 });
});

test("a token made here works, acts for the first admin and is printed once", async () => {
  const { out, code } = await holdfast("tokens", "create", "--name", "a site", "--scope", "write", "--json");
  expect(code).toBe(0);
  const { secret, owner } = JSON.parse(out);
  expect(owner).toBe("admin@holdfast.local");
  await expect(findTokenActor(`Bearer ${secret}`, new Date())).resolves.toMatchObject({
    role: "editor",
    editorOf: "all",
  });
});

test.each([
  [[], 90],
  [["--expires-in-days", "7"], 7],
  [["--expires-in-days", "0"], null],
  [["--expires-in-days", "never"], null],
])("a token made with %j works for %j days", async (words, days) => {
  const { out } = await holdfast("tokens", "create", "--name", "a site", "--json", ...words);
  const { expiresAt } = JSON.parse(out);
  const left = expiresAt === null ? null : Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);
  expect(left).toBe(days);
});

test("a setting's refusal is said once, and the version can be asked for", async () => {
  const { err } = await holdfast("settings", "set", "checks.intervalDays", "0");
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(await holdfast("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("a person is added with a one-time password that the list doesn't show", async () => {
  const added = await holdfast(
    "users",
    "add",
    "--email",
    "Ed@example.org",
    "--role",
    "editor",
    "--collection",
    "alpha",
    "--json",
  );
  const { oneTimePassword, email } = JSON.parse(added.out);
  expect(email).toBe("ed@example.org");
  const list = await holdfast("users", "list");
  expect([list.out.includes("ed@example.org"), list.out.includes(oneTimePassword)]).toEqual([true, false]);
});

test("a setting is changed with its type, and shown with its source", async () => {
  const { out } = await holdfast("settings", "set", "checks.parallelHosts", "17", "--json");
  expect(JSON.parse(out)).toMatchObject({ key: "checks.parallelHosts", value: 17, source: "changed" });
});

test("schedules are listed and started", async () => {
  const list = await holdfast("schedules", "list", "--json");
  expect(JSON.parse(list.out).map(({ name }: { name: string }) => name)).toContain("check-due-resources");
  const run = await holdfast("schedules", "run", "check-due-resources", "--json");
  expect(JSON.parse(run.out)).toMatchObject({ name: "check-due-resources", isStarted: false });
});

test("the doctor says that the engine is down, and ends with 1", async () => {
  const { code, out } = await holdfast("doctor", "--json");
  expect(code).toBe(1);
  const { findings } = JSON.parse(out);
  expect(findings).toContainEqual(expect.objectContaining({ name: "database", ok: true }));
  expect(findings).toContainEqual(
    expect.objectContaining({ name: "engine", ok: false, nextStep: expect.stringContaining("logs/engine.log") }),
  );
});

test("migrating an up-to-date database does nothing", async () => {
  await expect(holdfast("migrate")).resolves.toMatchObject({ code: 0, out: "The database is up to date.\n" });
});
