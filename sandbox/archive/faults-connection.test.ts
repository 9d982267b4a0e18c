import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { type Archive, type ArchiveOptions, startArchive } from "./start-archive";

const URL_A = "https://library.example/a";
let archive: Archive;

async function start(options: ArchiveOptions = {}) {
  archive = await startArchive({ clock: { rate: 0 }, settings: { "index.lagMs": 0 }, ...options });
  return { client: archiveClient(archive), control: archive.control };
}

afterEach(() => archive.close());

/** What a request ends with: its status, or the name of what went wrong. */
async function outcome(url: string, init: RequestInit = {}): Promise<string | number> {
  try {
    const response = await fetch(url, init);
    await response.text();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
    return String(code ?? (error instanceof Error ? error.name : error));
  }
}

test.each([
  ["post-hangs", 0],
  ["post-hangs-captured", 1],
] as const)("%s: no answer comes until the client gives up, and %i job was started", async (name, jobs) => {
  const { control } = await start();
  control.arm({ name });
  const { accessKey, secretKey } = archive.keys;
  const form = { method: "POST", body: new URLSearchParams({ url: URL_A }) };
  const headers = { Authorization: `LOW ${accessKey}:${secretKey}`, Accept: "application/json" };
  const answer = await outcome(`${archive.archiveUrl}/save`, { ...form, headers, signal: AbortSignal.timeout(300) });
  expect(answer).toBe("TimeoutError");
  expect(control.jobs).toHaveLength(jobs);
  await expect.poll(() => control.requests()[0], { timeout: 10_000 }).toMatchObject({ status: 0, faults: [name] });
});

test("connection-refused: nobody listens for as long as the fault lasts, and the control port goes on", async () => {
  const { control } = await start({ controlPort: 0 });
  const address = `${archive.archiveUrl}/save/status/system`;
  control.arm({ name: "connection-refused", forMs: 120_000 });
  expect(await outcome(address)).toBe("ECONNREFUSED");
  const advance = { method: "POST", body: JSON.stringify({ advanceMs: 119_999 }) };
  expect(await outcome(`${archive.controlUrl}clock`, advance)).toBe(200);
  expect(await outcome(address)).toBe("ECONNREFUSED");
  expect(await outcome(`${archive.controlUrl}clock`, { method: "POST", body: '{"advanceMs": 1}' })).toBe(200);
  expect(await outcome(address)).toBe(200);
  expect(control.requests()).toHaveLength(1);
});

test("connection-refused ends with its disarming, and when the clock runs past its end", async () => {
  const { control } = await start();
  const address = `${archive.archiveUrl}/save/status/system`;
  const fault = control.arm({ name: "connection-refused", count: null });
  expect(await outcome(address)).toBe("ECONNREFUSED");
  control.disarm(fault.id);
  await control.settled();
  expect(await outcome(address)).toBe(200);
  control.setScale(1000);
  control.arm({ name: "connection-refused", forMs: 60_000 });
  expect(await outcome(address)).toBe("ECONNREFUSED");
  await expect.poll(() => outcome(address), { timeout: 10_000 }).toBe(200);
});

test("connection-cut: a request is read and cut, for the URLs it is armed for only", async () => {
  const { control } = await start();
  control.arm({ name: "connection-cut", count: null, url: "https://library.example/*" });
  const ask = (url: string) => outcome(`${archive.archiveUrl}/cdx/search/cdx?url=${url}`);
  expect([await ask("https://library.example/a"), await ask("https://museum.example/a")]).toEqual(["ECONNRESET", 200]);
  await expect.poll(() => control.requests().map(({ status }) => status), { timeout: 10_000 }).toEqual([0, 200]);
});

test("slow-body: an answer comes byte by byte", async () => {
  const { control, client } = await start();
  control.arm({ name: "slow-body", options: { msPerByte: 3 } });
  const before = performance.now();
  const { text } = await client.get("/save/status/system");
  expect(performance.now() - before).toBeGreaterThan(text.length * 2);
  expect(JSON.parse(text)).toMatchObject({ status: "ok" });
  control.arm({ name: "slow-body" });
  const impatient = outcome(`${archive.archiveUrl}/save/status/system`, { signal: AbortSignal.timeout(200) });
  expect(await impatient).toBe("TimeoutError");
});

test("early-close: an answer breaks off in its middle, although its headers promise the whole", async () => {
  const { control } = await start();
  control.arm({ name: "early-close" });
  expect(await outcome(`${archive.archiveUrl}/save/status/system`)).toMatch(/UND_ERR_SOCKET|ECONNRESET|TypeError/);
  expect(await outcome(`${archive.archiveUrl}/save/status/system`)).toBe(200);
});

test("redirect: to this archive under its other name, or to any other host, with path and query kept", async () => {
  const { control, client } = await start();
  control.arm({ name: "redirect" });
  const inside = await client.get("/save/status/user?_t=1");
  const { port } = new URL(archive.archiveUrl);
  expect([inside.status, inside.headers.get("location")]).toEqual([
    307,
    `http://localhost:${port}/save/status/user?_t=1`,
  ]);
  const seen: (string | undefined)[] = [];
  const foreign = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
  const to = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  control.arm({ name: "redirect", options: { status: 302, to } });
  // fetch follows by itself, and drops the keys at the foreign door.
  expect(await outcome(`${archive.archiveUrl}/save/status/user`, { headers: { Authorization: "LOW a:b" } })).toBe(200);
  expect(seen).toEqual([undefined]);
  await new Promise((resolve) => foreign.close(resolve));
});
