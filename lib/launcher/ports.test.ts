import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePorts } from "./data-dir";
import { requirePorts } from "./ports";

async function listening(host: string): Promise<{ port: number; close(): Promise<void> }> {
  const [port = 0] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test("a port that another program has is refused with a sentence, and is free afterwards", async () => {
  const other = await listening("127.0.0.1");
  const wanted = { host: "127.0.0.1", ports: [other.port] };
  await expect(requirePorts(wanted)).rejects.toThrow(
    `Port ${other.port} is taken by another program; choose one with --port.`,
  );
  await other.close();
  await expect(requirePorts(wanted)).resolves.toBeUndefined();
});

test("each of several web apps' ports counts", async () => {
  const other = await listening("127.0.0.1");
  const ports = [other.port - 1, other.port];
  await expect(requirePorts({ host: "127.0.0.1", ports })).rejects.toThrow(`Port ${other.port} is taken`);
  await other.close();
});

test("where people type “localhost”, a program at its other address has the port too", async () => {
  // A machine without IPv6 has no other address, and the port is free.
  const other = await listening("::1").catch(() => null);
  const ports = other === null ? await freePorts(1) : [other.port];
  const refusals = await requirePorts({ host: "127.0.0.1", ports }).then(
    () => [],
    (error: Error) => [error.message],
  );
  expect(refusals).toEqual(other === null ? [] : [expect.stringContaining("taken by another program")]);
  await other?.close();
});

test.each(["192.0.2.1", "no-such-name.invalid"])(
  "%s, which is no address of this machine, is refused",
  async (host) => {
    const ports = await freePorts(1);
    await expect(requirePorts({ host, ports })).rejects.toThrow(`${host} is no address of this machine`);
  },
);
