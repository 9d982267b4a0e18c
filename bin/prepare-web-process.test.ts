import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import path from "node:path";
import { expect, test } from "vitest";

const PRELOAD = path.resolve(import.meta.dirname, "prepare-web-process.mjs");

/** A server that knows nothing of us and answers with the headers that it was given. */
const ECHO = `
  const server = require("node:http").createServer((request, response) => {
    response.end(JSON.stringify({ headers: request.headers, raw: request.rawHeaders }));
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));`;

type Echo = { headers: Record<string, string>; raw: string[] };

async function withEcho<T>(run: (ask: (headers: Record<string, string>) => Promise<Echo>) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, ["--import", PRELOAD, "-e", ECHO], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  try {
    const [port] = await once(child, "message");
    return await run((headers) => ask(Number(port), headers));
  } finally {
    // As when the launcher dies.
    child.disconnect();
    await ended;
  }
}

async function ask(port: number, headers: Record<string, string>): Promise<Echo> {
  const call = request({ host: "127.0.0.1", port, headers });
  call.end();
  const [response] = await once(call, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return JSON.parse(text);
}

test("the address is the socket's, whatever the caller claims", async () => {
  await withEcho(async (echo) => {
    const claims = { "X-Holdfast-Address": "203.0.113.1", "X-Holdfast-Forwarded": "203.0.113.2" };
    const { headers, raw } = await echo(claims);
    expect(headers["x-holdfast-address"]).toBe("127.0.0.1");
    expect(headers["x-holdfast-forwarded"]).toBeUndefined();
    expect(raw.join()).not.toContain("203.0.113");
  });
});

test("what the caller or a proxy wrote into X-Forwarded-For is told apart from what was left out", async () => {
  await withEcho(async (echo) => {
    const { headers } = await echo({ "x-forwarded-for": "203.0.113.1, 203.0.113.2" });
    expect(headers["x-holdfast-forwarded"]).toBe("203.0.113.1, 203.0.113.2");
    expect((await echo({})).headers["x-holdfast-forwarded"]).toBeUndefined();
  });
});
