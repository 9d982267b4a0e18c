import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FAULTS } from "./fault-catalogue";
import { readSettings } from "./settings";

const MANUAL = readFileSync(path.resolve(import.meta.dirname, "../../docs/sandbox.md"), "utf8");

/** Dotted names of all settings; a span counts as one, and so does each of the index's lags. */
function settingNames(value: unknown, prefix = ""): string[] {
  const isGroup = typeof value === "object" && value !== null && !("min" in value) && prefix !== "spn.usedToday";
  if (!isGroup) return [prefix];
  return Object.entries(value).flatMap(([name, part]) =>
    settingNames(part, prefix === "" ? name : `${prefix}.${name}`),
  );
}

test("the manual names every fault with the number it has in the catalogue and the options it takes", () => {
  const rows = (MANUAL.split("\n## Faults\n")[1] ?? "").split("\n").filter((line) => line.startsWith("| "));
  const missing = Object.entries(FAULTS).filter(([name, { options }]) => {
    const row = rows.find((line) => line.includes(`\`${name}\``)) ?? "";
    return row === "" || Object.keys(options).some((option) => !row.includes(`${option}:`));
  });
  expect(missing.map(([name]) => name)).toEqual([]);
  for (const id of new Set(Object.values(FAULTS).map((fault) => fault.id))) {
    if (id.startsWith("F")) expect(rows.some((row) => row.startsWith(`| ${id} |`))).toBe(true);
  }
});

test("the manual names every setting", () => {
  const missing = settingNames(readSettings()).filter(
    (name) => !MANUAL.includes(`\`${name}\``) && !MANUAL.includes(`\`.${name.split(".").at(-1)}\``),
  );
  expect(missing).toEqual([]);
});
