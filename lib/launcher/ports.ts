import { lookup } from "node:dns/promises";
import { createServer } from "node:net";
import { AppError } from "@/lib/errors";

const LOOPBACK = ["127.0.0.1", "localhost", "0.0.0.0", "::"];

/**
 * Throws a sentence when one of these ports can't be listened on at this address: taken, not allowed, or not this machine's address.
 * Where people will type "localhost", the other loopback address counts too: the browser may try it first.
 */
export async function requirePorts({ host, ports }: { host: string; ports: readonly number[] }): Promise<void> {
  for (const port of ports) {
    const code = await listenError(host, port);
    if (code !== null) throw refusal(code, host, port);
    if (LOOPBACK.includes(host) && (await listenError("::1", port)) === "EADDRINUSE")
      throw refusal("EADDRINUSE", host, port);
  }
}

/** Why this port can't be listened on, as the system's code; null when it can. */
export async function listenError(host: string, port: number): Promise<string | null> {
  const address = await lookup(host).catch(() => null);
  if (address === null) return "ENOTFOUND";
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "UNKNOWN"));
    server.listen({ port, host: address.address, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function refusal(code: string, host: string, port: number): AppError {
  if (code === "EADDRINUSE") {
    return new AppError("CONFLICT", `Port ${port} is taken by another program; choose one with --port.`);
  }
  if (code === "EACCES") {
    return new AppError("INVALID", `This account may not use port ${port}; choose one above 1023 with --port.`);
  }
  return new AppError(
    "INVALID",
    `${host} is no address of this machine (${code}); choose one with --host: 127.0.0.1 for this machine alone, 0.0.0.0 for its network.`,
  );
}
