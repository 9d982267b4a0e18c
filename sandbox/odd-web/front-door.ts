import type { Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { ODD_SUFFIX } from "./way";

/** First byte of a TLS handshake; no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/**
 * One port for http and https: the first byte of a connection tells which it is. `contexts` holds a certificate by host label; a
 * host without one is refused in the handshake.
 */
export function createFrontDoor(http: Server, contexts: Record<string, SecureContext>) {
  const https = createHttpsServer({
    keepAliveTimeout: 65_000,
    SNICallback: (name, done) => {
      const label = name.toLowerCase().endsWith(ODD_SUFFIX) ? name.slice(0, -ODD_SUFFIX.length).toLowerCase() : "";
      const context = Object.hasOwn(contexts, label) ? contexts[label] : undefined;
      if (context) done(null, context);
      else done(new Error(`No certificate for ${name}.`));
    },
  });
  https.on("request", (request, response) => http.emit("request", request, response));
  const sockets = new Set<Socket>();
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A visitor that hangs up is part of the game.
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      const server = first[0] === TLS_HANDSHAKE ? https : http;
      server.emit("connection", socket);
    });
  });
  return {
    door,
    close: () =>
      new Promise<void>((resolve) => {
        door.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
