/*
 * Loaded into the web process before Next, which knows neither of our launcher nor of who is at the other end of a connection.
 */
import { IncomingMessage, Server } from "node:http";

/** When the launcher is killed, its IPC channel closes, and the web app ends too. */
process.on("disconnect", () => process.exit(0));
if (process.send !== undefined && !process.connected) process.exit(0);

/*
 * Anybody can write any header, and Next fills X-Forwarded-For only where the caller left it out. These two are ours alone: the address
 * of the socket, and X-Forwarded-For as it came. lib/auth/caller-address.ts reads them.
 */
const ADDRESS = "x-holdfast-address";
const FORWARDED = "x-holdfast-forwarded";

const { emit } = Server.prototype;

/** @this {Server} @param {string | symbol} event @param {unknown[]} args */
Server.prototype.emit = function emitWithAddress(event, ...args) {
  if (args[0] instanceof IncomingMessage) writeAddress(args[0]);
  return Reflect.apply(emit, this, [event, ...args]);
};

/** @param {IncomingMessage} request */
function writeAddress(request) {
  const own = { [ADDRESS]: request.socket.remoteAddress, [FORWARDED]: request.headers["x-forwarded-for"] };
  for (const [name, value] of Object.entries(own)) {
    dropHeader(request, name);
    if (value === undefined) continue;
    request.headers[name] = String(value);
    request.rawHeaders.push(name, String(value));
  }
}

/** @param {IncomingMessage} request @param {string} name */
function dropHeader(request, name) {
  delete request.headers[name];
  for (let at = request.rawHeaders.length - 2; at >= 0; at -= 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) request.rawHeaders.splice(at, 2);
  }
}
