import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { TEST_EVENT_KEY, TEST_SIGNING_KEY } from "./fixtures/serve-app";
import { eventually } from "./fixtures/test-bench";
import { type Engine, startEngine } from "./start-engine";

/** An app that answers as each function's name says, without the SDK: what the SDK never sends must do no harm either. */
type Respond = (request: IncomingMessage, response: ServerResponse, call: number) => void;

const sdk = { "x-inngest-sdk": "js:test", "x-inngest-req-version": "2" };
const answers: Record<string, Respond> = {
  "not-json": (_, response) => response.writeHead(502).end("<html>Bad gateway</html>"),
  "other-server": (_, response) => response.writeHead(200).end('{"hello":"there"}'),
  "too-large": (_, response) => response.writeHead(200, sdk).end(JSON.stringify("x".repeat(60_000))),
  "hangs-up": (request) => request.socket.destroy(),
  "never-answers": () => {},
  "unknown-op": (_, response) => response.writeHead(206, sdk).end('[{"id":"1","op":"AIGateway","displayName":"ask"}]'),
  "bad-ops": (_, response) => response.writeHead(206, sdk).end('[{"op":"StepRun"}]'),
  "no-steps": (_, response) => response.writeHead(206, sdk).end("[]"),
  "plans-again": (_, response) =>
    response.writeHead(206, sdk).end('[{"id":"1","op":"StepPlanned","displayName":"again"}]'),
  "bad-sleep": (_, response, call) =>
    call === 1
      ? response.writeHead(206, sdk).end('[{"id":"1","op":"Sleep","name":"soon"}]')
      : response
          .writeHead(400, { ...sdk, "x-inngest-no-retry": "true" })
          .end('{"name":"Error","message":"it was told"}'),
  "odd-names": (_, response, call) =>
    call === 1
      ? response
          .writeHead(206, sdk)
          .end('[{"id":"1","op":"StepRun","displayName":"a\\u0000\\ud800b","data":"\\u0000"}]')
      : response.writeHead(200, sdk).end('"fine"'),
  recovers: (_, response, call) =>
    call === 1 ? response.writeHead(503, { "retry-after": "0" }).end() : response.writeHead(200, sdk).end('"fine"'),
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: Engine;
let pool: pg.Pool;
const calls = new Map<string, number>();
const server = createServer((request, response) => {
  const fnId = new URL(request.url ?? "/", "http://app").searchParams.get("fnId")?.replace("odd-", "") ?? "";
  request.resume();
  calls.set(fnId, (calls.get(fnId) ?? 0) + 1);
  answers[fnId]?.(request, response, calls.get(fnId) ?? 0);
});

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  engine = await startEngine({
    databaseUrl: database.url,
    signingKey: TEST_SIGNING_KEY,
    eventKey: TEST_EVENT_KEY,
    retryBaseMs: 10,
    requestTimeoutMs: 1_000,
    maxAnswerBytes: 50_000,
    drainMs: 0,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
  const steps = (id: string) => ({
    step: { runtime: { type: "http", url: `${url}?fnId=${id}` }, retries: { attempts: 1 } },
  });
  const functions = Object.keys(answers).map((name) => ({
    id: `odd-${name}`,
    triggers: [{ event: `odd/${name}` }],
    steps: steps(`odd-${name}`),
  }));
  const key = createHash("sha256")
    .update(Buffer.from(TEST_SIGNING_KEY.replace("signkey-prod-", ""), "hex"))
    .digest("hex");
  const registered = await fetch(`${engine.url}/fn/register`, {
    method: "POST",
    headers: { authorization: `Bearer signkey-prod-${key}` },
    body: JSON.stringify({ url, appName: "odd", functions }),
  });
  expect(await registered.json()).toEqual({ ok: true, modified: true });
});

afterAll(async () => {
  await engine?.close();
  server.closeAllConnections();
  server.close();
  await pool?.end();
  await database?.drop();
});

async function outcome(name: string): Promise<{ status: string; message: string | null; calls: number }> {
  const response = await fetch(`${engine.url}/e/${TEST_EVENT_KEY}`, {
    method: "POST",
    body: JSON.stringify({ name: `odd/${name}` }),
  });
  const { ids } = (await response.json()) as { ids: string[] };
  const row = await eventually(async () => {
    const text = "SELECT status, error_message FROM engine.run_view WHERE event_id = $1 AND ended_at IS NOT NULL";
    return (await pool.query<{ status: string; error_message: string | null }>(text, ids)).rows[0];
  }, 15_000);
  return { status: row?.status ?? "", message: row?.error_message ?? null, calls: calls.get(name) ?? 0 };
}

test.each([
  ["not-json", "The app answered 502 with something that is not JSON: <html>Bad gateway</html>", 2],
  ["other-server", "Something that is not the Inngest SDK answered 200", 2],
  ["too-large", "The app's answer is larger than the engine accepts", 1],
  ["hangs-up", "The connection to the app ended before it answered", 2],
  ["never-answers", "The app did not answer in time", 2],
  ["unknown-op", 'The step "ask" is of a kind (AIGateway) that the embedded engine doesn\'t do.', 1],
  ["bad-ops", "The app answered with steps that the engine can't read.", 1],
  ["no-steps", "The app answered with no step and no end.", 2],
  ["plans-again", 'The app did not say how the step "again" ended.', 3],
  ["bad-sleep", "it was told", 2],
])("an app that answers %s fails the run with a sentence", async (name, sentence, expectedCalls) => {
  const { status, message, calls } = await outcome(name);
  expect(message).toContain(sentence);
  expect({ status, calls }).toEqual({ status: "failed", calls: expectedCalls });
});

test.each([["odd-names"], ["recovers"]])("an app that answers %s is understood", async (name) => {
  expect(await outcome(name)).toEqual({ status: "completed", message: null, calls: 2 });
});
