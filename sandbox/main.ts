import { parseArgs } from "node:util";
import { startSandbox } from "./start-sandbox";

const USAGE = `Usage: holdfast sandbox [options]
  --port <n>          port of the fake archive (4001)
  --odd-port <n>      port of the odd web (4002)
  --host <address>    address to listen on (127.0.0.1)
  --data-dir <dir>    keeps the archive's state here (nothing is kept without it)
  --seed <n>          seed of everything drawn by lot (1)
  --access-key <key>  access key of the first account (sandbox)
  --secret-key <key>  its secret (sandbox-secret)
  --speed <n>         how many times as fast as real time the archive's clock runs (1)
  --set name=value    a setting, for instance spn.perMinute=12; may be repeated
`;

/** Runs the sandbox until SIGTERM, SIGINT or the end of the process that started it. Answers the exit code for wrong use. */
export async function runSandbox(args: string[]): Promise<number | undefined> {
  const options = readArguments(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const sandbox = await startSandbox(options).catch((error: unknown) => {
    process.stderr.write(`The sandbox can't start. ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  });
  if (sandbox === null) return 1;
  const { archiveUrl, oddWebUrl, oddPort } = sandbox;
  process.stdout.write(
    `Fake archive: ${archiveUrl} (control below /__double/)\nOdd web: ${oddWebUrl}, any *.odd.localhost:${oddPort}\n`,
  );
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop).once("SIGINT", stop).once("disconnect", stop);
  process.send?.({ ready: true, archiveUrl, oddWebUrl, oddPort });
  return undefined;
}

/** The options, or a sentence that says what is wrong with the words. */
function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "4001" },
        "odd-port": { type: "string", default: "4002" },
        host: { type: "string" },
        "data-dir": { type: "string" },
        seed: { type: "string" },
        "access-key": { type: "string" },
        "secret-key": { type: "string" },
        speed: { type: "string" },
        set: { type: "string", multiple: true },
      },
    });
    return {
      port: toNumber("port", values.port),
      oddPort: toNumber("odd-port", values["odd-port"]),
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values["data-dir"] === undefined ? {} : { dataDir: values["data-dir"] }),
      ...(values.seed === undefined ? {} : { seed: toNumber("seed", values.seed) }),
      ...(values["access-key"] === undefined ? {} : { accessKey: values["access-key"] }),
      ...(values["secret-key"] === undefined ? {} : { secretKey: values["secret-key"] }),
      ...(values.speed === undefined ? {} : { speed: toNumber("speed", values.speed) }),
      ...(values.set === undefined ? {} : { settings: Object.fromEntries(values.set.map(toSetting)) }),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new Error(`--${name} must be a number, not "${text}".`);
  return value;
}

/** `name=value`; the value is JSON where it reads as JSON, else text. */
function toSetting(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--set wants name=value, not "${text}".`);
  const value = text.slice(at + 1);
  const isJson = /^(-?\d+(\.\d+)?|true|false|[[{"].*)$/s.test(value);
  return [text.slice(0, at), isJson ? JSON.parse(value) : value];
}

if (process.argv[1] === import.meta.filename) process.exitCode = await runSandbox(process.argv.slice(2));
