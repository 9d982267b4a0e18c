import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { parseAllowedHosts } from "./address";
import { TEST_CERTIFICATES } from "./fixtures/test-certificates";
import { probe } from "./probe";
import { createProbeAgent } from "./probe-agent";

const closers: (() => unknown)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

async function ask(cert: string, key: string, ca?: string) {
  const server = createServer({ cert, key }, (request, response) => {
    response.setHeader("content-length", 5);
    response.end(request.method === "HEAD" ? undefined : "hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const allowedHosts = parseAllowedHosts(".localhost");
  const agent = createProbeAgent({ allowedHosts, connectTimeoutMs: 5_000, ca });
  closers.push(() => {
    server.closeAllConnections();
    server.close();
    return agent.close();
  });
  const limits = { connectTimeoutMs: 5_000, headersTimeoutMs: 5_000, bodyTimeoutMs: 5_000, maxBodyBytes: 1_000 };
  return probe({ url: `https://a.localhost:${port}/`, agent, allowedHosts, limits, userAgent: "Holdfast/test" });
}

const { ca, key, good, expired, wrongName, withoutIntermediate, selfSigned, selfSignedKey } = TEST_CERTIFICATES;

test("a good certificate is summed up in the facts", async () => {
  expect(await ask(good, key, ca)).toMatchObject({
    status: 200,
    error: null,
    tls: { subject: "a.localhost", issuer: "Holdfast test root", protocol: expect.stringMatching(/^TLSv1/) },
  });
});

test.each([
  ["an expired certificate", expired, key, "tls_expired"],
  ["one for another name", wrongName, key, "tls_name"],
  ["one without its intermediate", withoutIntermediate, key, "tls_chain"],
  ["a self-signed one", selfSigned, selfSignedKey, "tls_self_signed"],
])("%s is told from the others", async (_, cert, certKey, reason) => {
  expect(await ask(cert, certKey, ca)).toMatchObject({ status: null, error: { reason, phase: "tls" } });
});

test("a root that nobody knows is a missing chain", async () => {
  expect(await ask(good, key)).toMatchObject({ error: { reason: "tls_chain" } });
});
