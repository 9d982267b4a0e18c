import { expect, test } from "vitest";
import { changeStream } from "@/lib/api/change-stream";

function openStream(more: { isStillAllowed?: () => Promise<boolean>; heartbeatMs?: number } = {}) {
  const listeners = new Set<(table: string) => void>();
  const gone = new AbortController();
  const response = changeStream({
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isStillAllowed: async () => true,
    signal: gone.signal,
    coalesceMs: 20,
    heartbeatMs: 10_000,
    ...more,
  });
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  const change = (table: string) => {
    for (const listener of listeners) listener(table);
  };
  return { response, listeners, gone, reader, change };
}

test("many changes at once are one event that names each table once", async () => {
  const { reader, change, response, gone } = openStream();
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  await expect(reader.read()).resolves.toMatchObject({ value: "retry: 2000\n\n" });
  for (let i = 0; i < 10_000; i++) change(i % 2 ? "Resource" : "Check");
  const { value } = await reader.read();
  expect(value).toBe('event: change\ndata: {"tables":["Check","Resource"]}\n\n');
  change("Snapshot");
  await expect(reader.read()).resolves.toMatchObject({ value: expect.stringContaining('["Snapshot"]') });
  gone.abort();
});

test("a browser that goes leaves no listener behind", async () => {
  const { gone, listeners, reader, change } = openStream();
  await reader.read();
  change("Resource");
  gone.abort();
  await expect(reader.read()).resolves.toMatchObject({ done: true });
  expect(listeners.size).toBe(0);
  const second = openStream();
  await second.response.body?.cancel().catch(() => undefined);
  await second.reader.cancel();
  second.gone.abort();
  expect(second.listeners.size).toBe(0);
});

test("somebody who was signed out hears no more", async () => {
  const { reader, listeners } = openStream({ isStillAllowed: async () => false, heartbeatMs: 10 });
  await reader.read();
  await expect(reader.read()).resolves.toMatchObject({ done: true });
  expect(listeners.size).toBe(0);
});

test("a quiet stream is kept open by comments", async () => {
  const { reader, gone } = openStream({ heartbeatMs: 10 });
  await reader.read();
  await expect(reader.read()).resolves.toMatchObject({ value: expect.stringMatching(/^:/) });
  gone.abort();
});
