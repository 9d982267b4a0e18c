import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { setEnv } from "@/lib/env";
import { getAccount, submitUrl } from "./wayback";

const call = { timeoutMs: 1_000, contact: "ops@example.org" };
const SECRET = "s3cr3t-of-the-archive";
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function archive(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  setEnv({ ARCHIVE_WEB_URL: `http://127.0.0.1:${port}`, ARCHIVE_ACCESS_KEY: "key", ARCHIVE_SECRET_KEY: SECRET });
}

test("a submission is one form with the keys, our name and a way to reach us", async () => {
  let seen: { headers: Record<string, unknown>; body: string } | undefined;
  await archive(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    seen = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    response.end(JSON.stringify({ job_id: "j" }));
  });
  await expect(submitUrl("https://e.org/a?b=c&d=ü", call)).resolves.toMatchObject({ kind: "accepted" });
  expect(seen?.headers).toMatchObject({
    accept: "application/json",
    authorization: `LOW key:${SECRET}`,
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": expect.stringMatching(/^Holdfast\/[\d.]+ \(\+ops@example\.org\)$/),
  });
  expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
    url: "https://e.org/a?b=c&d=ü",
    skip_first_archive: "1",
  });
});

test("a redirect of a submission is not followed: the keys go nowhere else", async () => {
  const paths: (string | undefined)[] = [];
  await archive((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  await expect(submitUrl("https://e.org/", call)).resolves.toMatchObject({ kind: "unknown", reason: "bad_answer" });
  expect(paths).toEqual(["/save"]);
});

test("an answer that never comes is in doubt; a server that is not there was sent nothing", async () => {
  await archive(() => {});
  const hung = await submitUrl("https://e.org/", { ...call, timeoutMs: 150 });
  expect(hung).toEqual({ kind: "unknown", reason: "no_answer", message: "The archive did not answer within 150 ms." });
  await archive((request) => request.socket.destroy());
  await expect(submitUrl("https://e.org/", call)).resolves.toMatchObject({ kind: "unknown", reason: "no_answer" });
  setEnv({ ARCHIVE_WEB_URL: "http://127.0.0.1:9" });
  await expect(submitUrl("https://e.org/", call)).resolves.toMatchObject({ kind: "not_sent" });
});

test("an answer without end is cut, and is no answer", async () => {
  await archive((_, response) => {
    const more = () => {
      if (response.write("x".repeat(1_000_000))) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  });
  await expect(getAccount({ ...call, timeoutMs: 10_000 })).rejects.toMatchObject({ code: "REMOTE_FAILED" });
});

test("no error holds the secret, not even deep inside", async () => {
  await archive((request) => request.socket.destroy());
  const error = await getAccount(call).catch((caught: unknown) => caught);
  const deep = (value: unknown): string =>
    value instanceof Error ? `${value.stack}${JSON.stringify(value)}${deep(value.cause)}` : "";
  expect(deep(error)).toContain("REMOTE_FAILED");
  expect(deep(error)).not.toContain(SECRET);
});
