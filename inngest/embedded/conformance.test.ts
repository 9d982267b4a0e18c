import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { conformanceCases, createConformance } from "./conformance";
import { type ServedApp, serveApp, TEST_EVENT_KEY, TEST_SIGNING_KEY, testClient } from "./fixtures/serve-app";
import { type Engine, startEngine } from "./start-engine";

/**
 * The same expectations for both servers. Against a real one: INNGEST_BASE_URL=http://127.0.0.1:8288 (with INNGEST_EVENT_KEY and
 * INNGEST_SIGNING_KEY, or without them for a server in dev mode) npx vitest run inngest/embedded/conformance.test.ts
 */
const realServer = process.env.INNGEST_BASE_URL;

let engine: Engine | undefined;
let database: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
let app: ServedApp;
let conformance: ReturnType<typeof createConformance>;

beforeAll(async () => {
  if (!realServer) {
    database = await createTestDatabase();
    engine = await startEngine({ databaseUrl: database.url, signingKey: TEST_SIGNING_KEY, eventKey: TEST_EVENT_KEY });
  }
  const client = clientOf(realServer ?? engine?.url ?? "");
  conformance = createConformance(client);
  app = await serveApp({ client, functions: conformance.functions });
  const registered = await fetch(app.url, { method: "PUT", body: "{}" });
  expect(await registered.text()).toContain("Successfully registered");
  // A real server needs a moment before new functions hear of events.
  if (realServer) await sleep(3_000);
});

afterAll(async () => {
  await engine?.close();
  await app?.close();
  await database?.drop();
});

describe.concurrent(realServer ? `a real server at ${realServer}` : "the embedded engine", () => {
  for (const { name, check } of conformanceCases) test(name, () => check(conformance.worldOf()));
});

function clientOf(baseUrl: string): Inngest {
  if (!realServer) return testClient({ id: "conformance", baseUrl });
  const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } = process.env;
  return new Inngest({
    id: "conformance",
    baseUrl,
    ...(signingKey ? { eventKey, signingKey, isDev: false } : { isDev: true }),
  });
}
