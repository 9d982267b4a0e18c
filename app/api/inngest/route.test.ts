import "@/e2e/support/own-database";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { setEnv } from "@/lib/env";
import { useSettings } from "@/lib/snapshots/fixtures/rows";

type Registration = { functions: { id: string; throttle?: object; concurrency?: unknown }[] };

let registered: Registration | undefined;
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.url?.startsWith("/fn/register")) registered = JSON.parse(body);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ ok: true, modified: true }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  setEnv({
    INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
    INNGEST_SIGNING_KEY: "signkey-prod-0123456789abcdef",
    INNGEST_EVENT_KEY: "event-key",
  });
  vi.stubEnv("INNGEST_DEV", "0");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What the functions ask the engine for, as the route registers them now. */
async function register(): Promise<Registration> {
  const { PUT } = await import("./route");
  const request = new NextRequest("http://127.0.0.1:3000/api/inngest", { method: "PUT", body: "{}" });
  expect((await PUT(request, undefined)).status).toBe(200);
  if (!registered) throw new Error("Nothing was registered.");
  return registered;
}

const throttle = ({ functions }: Registration) => functions.find(({ id }) => id.endsWith("submit-snapshot"))?.throttle;

test("a pace that is changed at run time is registered without a restart", async () => {
  expect(throttle(await register())).toMatchObject({ limit: 1, period: "9s" });
  await useSettings({ "snapshots.submitEverySeconds": 30 });
  expect(throttle(await register())).toMatchObject({ limit: 1, period: "30s" });
});

test("an unsigned call runs nothing", async () => {
  const { POST } = await import("./route");
  const url = "http://127.0.0.1:3000/api/inngest?fnId=holdfast-tick&stepId=step";
  const answer = await POST(
    new NextRequest(url, { method: "POST", body: JSON.stringify({ event: {}, ctx: {} }) }),
    undefined,
  );
  expect(answer.status).toBe(401);
});
