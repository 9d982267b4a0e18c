import { parseArgs } from "node:util";
import type { SandboxOptions } from "./start-sandbox";

export const USAGE = `Usage: npx holdfast sandbox [options]

A stand-in for archive.org's Save Page Now, index and playback, and a small odd web, on this machine alone. It needs neither
Holdfast nor a database. docs/sandbox.md says how it behaves.

  --port <n>          port of the fake archive, 0 for a free one (4001)
  --odd-port <n>      port of the odd web, http and https, 0 for a free one (4002)
  --control-port <n>  a second port with the control interface alone (none; it is below /__double/ of the archive's port)
  --host <address>    address to listen on (127.0.0.1)
  --data-dir <dir>    keeps the archive's state here (nothing is kept without it)
  --seed <n>          seed of everything drawn by lot (1)
  --access-key <key>  access key of the first account (sandbox)
  --secret-key <key>  its secret (sandbox-secret)
  --clock <time>      where the archive's clock begins, for instance 2026-09-16T08:00:00Z (now)
  --clock-rate <n>    how many times as fast as real time it runs; 0 stands still (1; 0 with --clock)
  --set <name=value>  a setting, for instance spn.perMinute=12; may be repeated
  -h, --help          show this

Exit codes: 0 ended by a signal, 1 can't start, 2 wrong use.
`;

/** The options, "help", or a sentence that says what is wrong with the words. */
export function readArguments(args: string[]): SandboxOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "4001" },
        "odd-port": { type: "string", default: "4002" },
        "control-port": { type: "string" },
        host: { type: "string" },
        "data-dir": { type: "string" },
        seed: { type: "string" },
        "access-key": { type: "string" },
        "secret-key": { type: "string" },
        clock: { type: "string" },
        "clock-rate": { type: "string" },
        set: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) return "help";
    return given({
      port: toNumber("port", values.port),
      oddPort: toNumber("odd-port", values["odd-port"]),
      controlPort: toNumber("control-port", values["control-port"]),
      host: values.host,
      dataDir: values["data-dir"],
      seed: toNumber("seed", values.seed),
      accessKey: values["access-key"],
      secretKey: values["secret-key"],
      clock: given({ at: toTime(values.clock), rate: toNumber("clock-rate", values["clock-rate"]) }),
      settings: values.set && Object.fromEntries(values.set.map(toSetting)),
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The fields that have a value. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

function toNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new Error(`--${name} must be a number, not "${text}".`);
  return value;
}

function toTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`--clock must be a time like 2026-09-16T08:00:00Z, not "${text}".`);
  return ms;
}

/** `name=value`; the value is JSON where it reads as JSON, else text. */
function toSetting(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--set wants name=value, not "${text}".`);
  const value = text.slice(at + 1);
  const isJson = /^(-?\d+(\.\d+)?|true|false|[[{"].*)$/s.test(value);
  return [text.slice(0, at), isJson ? JSON.parse(value) : value];
}
