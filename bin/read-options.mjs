/*
 * Reads the words behind `npm start` and `npm test`, on Node alone: help, the version and a wrong word are answered before anything is
 * installed.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const START_HELP = `npm start -- [--port 3000] [--host 127.0.0.1] [--data-dir .holdfast] [--demo | --no-demo] [--dev]

  --port 3000        where the web app listens
  --host 127.0.0.1   at which address of this machine; 0.0.0.0 lets the network in
  --data-dir DIR     where everything is kept (default: .holdfast); another directory is another Holdfast
  --demo, --no-demo  fill two collections with sample resources, served by a small odd web on this machine
  --web-processes 2  more web apps, on the ports after the first, for a load balancer in front
  --dev              for work on Holdfast itself: pages are built as they are asked for
  --version, --help
`;

export const TEST_STAGES = ["lint", "types", "unit", "browser"];

const TEST_HELP = `npm test -- [--only ${TEST_STAGES.join("|")}] [part of a test file's path …]

  --only unit        one stage alone; may be repeated
  --verify           only what needs no browser
  --help
`;

/** The options of `npm start`; null when they have been answered here. */
export function readStartOptions(args) {
  return answered(START_HELP, () => {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        "data-dir": { type: "string" },
        demo: { type: "boolean" },
        dev: { type: "boolean", default: false },
        "web-processes": { type: "string", default: "1" },
        version: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return show(START_HELP);
    if (values.version) return show(`Holdfast ${version()}`);
    const webProcesses = count("--web-processes", values["web-processes"], 64);
    return {
      port: values.port === undefined ? undefined : count("--port", values.port, 65_536 - webProcesses),
      host: filled("--host", values.host),
      dataDir: filled("--data-dir", values["data-dir"]),
      demo: values.demo,
      isDev: values.dev,
      webProcesses,
    };
  });
}

/** The options of `npm test`; null when they have been answered here. */
export function readTestOptions(args) {
  return answered(TEST_HELP, () => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        verify: { type: "boolean", default: false },
        only: { type: "string", multiple: true },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return show(TEST_HELP);
    const stages = values.only ?? (values.verify ? ["lint", "types", "unit"] : TEST_STAGES);
    const wrong = stages.find((stage) => !TEST_STAGES.includes(stage));
    if (wrong !== undefined) throw new WrongUse(`There is no stage “${wrong}”. There are: ${TEST_STAGES.join(", ")}.`);
    return { stages, files: positionals };
  });
}

/** The version in package.json. */
export function version() {
  return JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8")).version;
}

class WrongUse extends Error {}

function answered(help, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WrongUse) && !String(error?.code).startsWith("ERR_PARSE_ARGS")) throw error;
    console.error(`${sentenceOf(error)}\n\n${help}`);
    process.exitCode = 2;
    return null;
  }
}

function show(text) {
  console.log(text);
  return null;
}

/** Node's own words go on with advice for programmers. */
function sentenceOf(error) {
  if (error instanceof WrongUse) return error.message;
  const [first = ""] = error.message.split(/\. |\n/);
  return first.endsWith(".") ? first : `${first}.`;
}

function count(flag, text, most) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= most) return number;
  throw new WrongUse(`${flag} must be a whole number from 1 to ${most}, not “${text}”.`);
}

function filled(flag, text) {
  if (text !== undefined && text.trim() === "") throw new WrongUse(`${flag} has no value.`);
  return text;
}
