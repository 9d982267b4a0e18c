import path from "node:path";
import { env, inheritedEnv } from "@/lib/env";
import type { DataDirState } from "./data-dir";
import { PART_OF, pidFileOf } from "./end-leftovers";
import type { Part } from "./supervise";

type PartsInput = {
  /** Tells this start's answers from those of another program at the same address. Left out by those that start nothing. */
  instance?: string;
  host: string;
  port: number;
  /** Web apps, on `port` and the ports after it: for a load balancer in front. */
  webProcesses: number;
  isDemo: boolean;
  state: DataDirState;
  databaseUrl: string;
};

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Runs a program in TypeScript that ends with its launcher. */
const TYPESCRIPT = ["--import", path.join(ROOT, "bin/end-with-launcher.mjs"), "--import", "tsx"];

/** Variables of our own process that the parts may see; everything else stays here. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "TZ",
  "LANG",
  "TMPDIR",
  "NODE_EXTRA_CA_CERTS",
  "LOG_LEVEL",
  "HOLDFAST_DIST_DIR",
  "ADMIN_EMAIL",
  "TRUST_PROXY",
  "SMTP_URL",
];

/** The environment of all parts. What a person set goes before what is embedded. */
export function partsEnvironment({
  instance,
  host,
  port,
  isDemo,
  state,
  databaseUrl,
}: PartsInput): Record<string, string> & { NODE_ENV: "production" } {
  const own = env();
  const isSandbox = own.ARCHIVE_ACCESS_KEY === undefined;
  const shownHost = ["0.0.0.0", "::", "127.0.0.1"].includes(host) ? "localhost" : host;
  const sandboxUrl = `http://127.0.0.1:${state.sandboxPort}`;
  return {
    ...inheritedEnv(PASSED_ON),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(instance === undefined ? {} : { HOLDFAST_INSTANCE: instance }),
    PORT: String(port),
    HOST: host,
    APP_URL: own.APP_URL ?? `http://${shownHost}:${port}`,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: own.AUTH_SECRET ?? state.authSecret,
    INNGEST_BASE_URL: own.INNGEST_BASE_URL ?? `http://127.0.0.1:${state.enginePort}`,
    INNGEST_EVENT_KEY: own.INNGEST_EVENT_KEY ?? state.eventKey,
    INNGEST_SIGNING_KEY: own.INNGEST_SIGNING_KEY ?? state.signingKey,
    HOLDFAST_EMBEDDED_ENGINE: String(own.INNGEST_BASE_URL === undefined),
    HOLDFAST_SANDBOX: String(isSandbox),
    ARCHIVE_ACCESS_KEY: own.ARCHIVE_ACCESS_KEY ?? state.sandboxAccessKey,
    ARCHIVE_SECRET_KEY: own.ARCHIVE_SECRET_KEY ?? state.sandboxSecretKey,
    ARCHIVE_WEB_URL: isSandbox ? sandboxUrl : own.ARCHIVE_WEB_URL,
    ARCHIVE_ORG_URL: isSandbox ? sandboxUrl : own.ARCHIVE_ORG_URL,
    ARCHIVE_S3_URL: isSandbox ? sandboxUrl : own.ARCHIVE_S3_URL,
    ALLOWED_PRIVATE_HOSTS: [own.ALLOWED_PRIVATE_HOSTS, isDemo ? oddWebHosts(state.oddWebPort) : ""]
      .filter(Boolean)
      .join(","),
  };
}

/** The processes of one machine, in the order of their start. A part that the environment places elsewhere is left out. */
export function embeddedParts(
  input: Omit<PartsInput, "databaseUrl"> & { dataDir: string; isDev: boolean; environment: NodeJS.ProcessEnv },
): Part[] {
  const { dataDir, state, environment } = input;
  const part = (name: string, args: string[], more: { env?: Partial<NodeJS.ProcessEnv>; drainMs: number }): Part => ({
    name,
    args,
    env: { ...environment, ...more.env, [PART_OF]: dataDir },
    cwd: ROOT,
    pidFile: pidFileOf(dataDir, name),
    logFile: path.join(dataDir, "logs", `${name.replaceAll(" ", "-")}.log`),
    drainMs: more.drainMs,
  });
  const parts: Part[] = [];
  if (environment.HOLDFAST_SANDBOX === "true" || input.isDemo) {
    const keys = ["--access-key", state.sandboxAccessKey, "--secret-key", state.sandboxSecretKey];
    const ports = ["--port", String(state.sandboxPort), "--odd-port", String(state.oddWebPort)];
    const args = [
      ...TYPESCRIPT,
      path.join(ROOT, "sandbox/main.ts"),
      ...ports,
      ...keys,
      "--data-dir",
      path.join(dataDir, "sandbox"),
      // The real index lags by minutes to hours; who tries the demo should see the proof while they look.
      ...(input.isDemo ? ["--set", 'index.lagMs={"min":5000,"max":20000}'] : []),
    ];
    parts.push(part("sandbox", args, { drainMs: 5_000 }));
  }
  const ports = webPorts(input);
  for (const port of ports) {
    const name = port === input.port ? "web app" : `web app ${port}`;
    const env = { PORT: String(port), ...(input.isDev ? { NODE_ENV: "development" as const } : {}) };
    parts.push(part(name, webArgs({ ...input, port }), { drainMs: 15_000, env }));
  }
  if (environment.HOLDFAST_EMBEDDED_ENGINE === "true") {
    const appUrls = ports.map((port) => `http://127.0.0.1:${port}/api/inngest`).join(",");
    const env = { ENGINE_PORT: String(state.enginePort), ENGINE_APP_URLS: appUrls };
    parts.push(part("engine", [...TYPESCRIPT, path.join(ROOT, "inngest/embedded/main.ts")], { drainMs: 20_000, env }));
  }
  return parts;
}

/** Where the web apps listen. */
export function webPorts({ port, webProcesses }: { port: number; webProcesses: number }): number[] {
  return Array.from({ length: webProcesses }, (_, index) => port + index);
}

function webArgs({ host, port, isDev }: { host: string; port: number; isDev: boolean }): string[] {
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const preload = path.join(ROOT, "bin/prepare-web-process.mjs");
  return ["--import", preload, next, isDev ? "dev" : "start", ROOT, "--port", String(port), "--hostname", host];
}

/** The odd web's hosts on its own port, and on port 2, where nobody listens: its way to refuse a connection. No other local port. */
function oddWebHosts(port: number): string {
  return `.odd.localhost:${port},.odd.localhost:2`;
}
