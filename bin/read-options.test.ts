import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const run = (program: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve(import.meta.dirname, program), ...words],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
};

test.each([
  ["start.mjs", ["--prot", "3"], "Unknown option '--prot'."],
  ["start.mjs", ["foo"], "Unexpected argument 'foo'."],
  ["start.mjs", ["--port"], "Option '--port <value>' argument missing."],
  ["start.mjs", ["--demo=yes"], "Option '--demo' does not take an argument."],
  ["start.mjs", ["--port", "eighty"], "--port must be a whole number from 1 to 65535, not “eighty”."],
  ["start.mjs", ["--data-dir", ""], "--data-dir has no value."],
  ["test.mjs", ["--nonsense"], "Unknown option '--nonsense'."],
  ["test.mjs", ["--only", "units"], "There is no stage “units”. There are: lint, types, unit, browser."],
])("%s %j is answered with a sentence and the help, and 2", (program, words, sentence) => {
  const { status, stdout, stderr } = run(program, ...words);
  expect([status, stdout, stderr.split("\n")[0]]).toEqual([2, "", sentence]);
  expect(stderr).toContain("--help");
  expect(stderr).not.toContain("    at ");
});

test.each([
  ["start.mjs", "--help", "--web-processes"],
  ["start.mjs", "-h", "--web-processes"],
  ["test.mjs", "--help", "--only unit"],
])("%s %s prints the help, and needs nothing that is installed", (program, word, line) => {
  expect(run(program, word)).toMatchObject({ status: 0, stdout: expect.stringContaining(line), stderr: "" });
  const source = ["install.mjs", "read-options.mjs", program].map((file) =>
    readFileSync(path.resolve(import.meta.dirname, file), "utf8"),
  );
  const imported = [...source.join("\n").matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
  expect(imported.filter((name) => !name?.startsWith("node:") && !name?.startsWith("./"))).toEqual([]);
});

test("--version is the package's", () => {
  const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8"));
  expect(run("start.mjs", "--version")).toMatchObject({ status: 0, stdout: `Holdfast ${version}\n` });
});
