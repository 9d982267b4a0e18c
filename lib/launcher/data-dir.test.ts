import { mkdtempSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { freePorts, openDataDir, writeState } from "./data-dir";

const newDir = () => path.join(mkdtempSync(path.join(os.tmpdir(), "holdfast-dir-")), "data");

test("a data directory keeps its ports and secrets from one start to the next", async () => {
  const dir = newDir();
  const first = await openDataDir(dir);
  expect(await openDataDir(dir)).toEqual(first);
  expect(first.signingKey).toMatch(/^signkey-prod-([0-9a-f]{2})+$/);
});

test("two first starts at once go on with one state", async () => {
  const dir = newDir();
  const [one, other] = await Promise.all([openDataDir(dir), openDataDir(dir)]);
  expect(one).toEqual(other);
  expect(await openDataDir(dir)).toEqual(one);
});

test("two data directories share no secret", async () => {
  const [one, other] = await Promise.all([openDataDir(newDir()), openDataDir(newDir())]);
  expect(one.authSecret).not.toBe(other.authSecret);
  expect(one.databasePassword).not.toBe(other.databasePassword);
});

test("only its owner may read the file with the secrets", async () => {
  const dir = newDir();
  const state = await openDataDir(dir);
  writeState(dir, { ...state, isDemo: true });
  expect(statSync(path.join(dir, "state.json")).mode & 0o077).toBe(0);
  expect((await openDataDir(dir)).isDemo).toBe(true);
});

test("free ports are distinct", async () => {
  expect(new Set(await freePorts(8)).size).toBe(8);
});
