import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MORNING } from "./fresh-archive";
import { Journal } from "./journal";
import { readSettings } from "./settings";
import { ArchiveState } from "./state";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-journal-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const INITIAL = {
  seed: 1,
  settings: readSettings(),
  accounts: [],
  clock: { virtualMs: MORNING, realMs: 0, scale: 0 },
};

test("a journal that grew long is rewritten to what still counts, and loses nothing", () => {
  const journal = new Journal(dataDir, 50);
  const state = new ArchiveState(journal, INITIAL);
  for (let seed = 1; seed <= 1_003; seed += 1) state.record({ kind: "seed", seed });
  journal.close();
  const lines = readFileSync(path.join(dataDir, "archive.jsonl"), "utf8").trim().split("\n");
  expect(lines.length).toBeLessThan(60);
  expect(new ArchiveState(new Journal(dataDir), INITIAL).seed).toBe(1_003);
});
