import dns from "node:dns/promises";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { rootCertificates, TLSSocket } from "node:tls";
import { Agent, buildConnector } from "undici";
import { type AllowedHosts, isLocalhostName, literalAddress, mayConnect } from "./address";
import { CertificateError, PrivateAddressError } from "./probe-errors";
import type { ProbePhase, ProbeTls } from "./probe-facts";
import { cleanText } from "./probe-text";

/** Largest block of headers read; browsers take 256 kB, honest sites stay far below this. */
const MAX_HEADER_BYTES = 65_536;

/** All IP addresses of a name. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** What is known of the newest connection to an origin. */
export type Connection = {
  /** Monotonic, as `performance.now()`. */
  beganAt: number;
  phase: ProbePhase;
  /** null where there was no look-up, no connection, no encryption. */
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  address: string | null;
  tls: ProbeTls | null;
};

export type ProbeAgent = {
  dispatcher: Agent;
  /** By origin, `https://example.org`. */
  connections: ReadonlyMap<string, Connection>;
  /** Ends all connections at once. */
  close(): Promise<void>;
};

/**
 * Connections for probes. A name is resolved once per connection, each address is checked, and the connection goes to a checked
 * address only: a name that answers differently a moment later (DNS rebinding) gains nothing. Close it after use.
 */
export function createProbeAgent(options: {
  allowedHosts: AllowedHosts;
  connectTimeoutMs: number;
  resolve?: Resolve;
  /** Certificates to trust besides those that Node brings along, PEM. */
  ca?: string;
  /** False: what is wrong with a certificate is noted, and the page read all the same. True if absent. */
  verifyTls?: boolean;
}): ProbeAgent {
  const connections = new Map<string, Connection>();
  const resolve = options.resolve ?? resolveBySystem;
  const dispatcher = new Agent({
    maxHeaderSize: MAX_HEADER_BYTES,
    pipelining: 1,
    // A host sees one visitor: with more, the library opens a second connection when the first has only just answered.
    connections: 1,
    connect: (target, callback) => {
      const connection: Connection = {
        beganAt: performance.now(),
        phase: "dns",
        ...{ dnsMs: null, connectMs: null, tlsMs: null, address: null, tls: null },
      };
      remember(connections, `${target.protocol}//${target.host ?? target.hostname}`, connection);
      connect({ target, connection, resolve, ...options }, callback);
    },
  });
  return { dispatcher, connections, close: () => dispatcher.destroy() };
}

function connect(
  context: {
    target: buildConnector.Options;
    connection: Connection;
    resolve: Resolve;
    allowedHosts: AllowedHosts;
    connectTimeoutMs: number;
    ca?: string;
    verifyTls?: boolean;
  },
  callback: buildConnector.Callback,
): void {
  const { target, connection, allowedHosts } = context;
  const port = Number(target.port || (target.protocol === "https:" ? 443 : 80));
  const address = literalAddress(target.hostname);
  // Node asks the lookup function for names only.
  if (address !== null && !mayConnect(allowedHosts, { hostname: target.hostname, address, port })) {
    callback(new PrivateAddressError(target.hostname, [address]), null);
    return;
  }
  if (address !== null) connection.phase = "connect";
  const open = buildConnector({
    timeout: context.connectTimeoutMs,
    maxCachedSessions: 0,
    // We look ourselves, before a byte is sent: so the evidence can show the certificate that is refused.
    rejectUnauthorized: false,
    ...(context.ca ? { ca: [...rootCertificates, context.ca] } : {}),
    lookup: guardedLookup({ ...context, port }),
  });
  const opened = open(target, (error, socket) => {
    if (error) return callback(error, null);
    const openedMs = performance.now() - connection.beganAt - (connection.dnsMs ?? 0);
    if (connection.connectMs === null) connection.connectMs = openedMs;
    else connection.tlsMs = openedMs - connection.connectMs;
    connection.address = socket.remoteAddress ?? null;
    connection.tls = socket instanceof TLSSocket ? tlsSummary(socket) : null;
    if (connection.tls?.problem && context.verifyTls !== false) {
      socket.destroy();
      return callback(new CertificateError(connection.tls), null);
    }
    connection.phase = "headers";
    callback(null, socket);
  }) as unknown;
  notePhaseOfTls(opened, target.protocol, connection);
}

/** Enough for all hosts that are asked at the same time, with room to spare. */
const MAX_REMEMBERED = 5_000;

/** The oldest origins are forgotten, so that an agent may live as long as its process. */
function remember(connections: Map<string, Connection>, origin: string, connection: Connection): void {
  connections.delete(origin);
  connections.set(origin, connection);
  if (connections.size <= MAX_REMEMBERED) return;
  const [oldest] = connections.keys();
  if (oldest !== undefined) connections.delete(oldest);
}

/** As the library names an origin: `https://example.org`, with the port if it is not the scheme's own. */
export function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

/** undici's connector returns the socket though its type says nothing; without it only the phase of a time-out is less exact. */
function notePhaseOfTls(opened: unknown, protocol: string, connection: Connection): void {
  if (protocol !== "https:" || typeof opened !== "object" || opened === null || !("once" in opened)) return;
  (opened as Socket).once("connect", () => {
    connection.phase = "tls";
    connection.connectMs = performance.now() - connection.beganAt - (connection.dnsMs ?? 0);
  });
}

function guardedLookup(context: {
  connection: Connection;
  resolve: Resolve;
  allowedHosts: AllowedHosts;
  port: number;
}): LookupFunction {
  return (hostname, options, callback) => {
    const find = isLocalhostName(hostname) ? Promise.resolve(["127.0.0.1"]) : context.resolve(hostname);
    find.then(
      (all) => {
        const allowed = all.filter((address) =>
          mayConnect(context.allowedHosts, { hostname, address, port: context.port }),
        );
        const [first] = allowed;
        if (first === undefined) return callback(new PrivateAddressError(hostname, all), "", 0);
        context.connection.phase = "connect";
        context.connection.dnsMs = performance.now() - context.connection.beganAt;
        if (options.all)
          callback(
            null,
            allowed.map((address) => ({ address, family: isIP(address) })),
          );
        else callback(null, first, isIP(first));
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

async function resolveBySystem(hostname: string): Promise<string[]> {
  const found = await dns.lookup(hostname, { all: true, order: "verbatim" });
  return found.map(({ address }) => address);
}

function tlsSummary(socket: TLSSocket): ProbeTls {
  const certificate = socket.getPeerCertificate();
  const name = (of: typeof certificate.subject | undefined) => cleanText(String(of?.CN ?? of?.O ?? ""), 200);
  return {
    protocol: socket.getProtocol() ?? "",
    subject: name(certificate.subject),
    issuer: name(certificate.issuer),
    validTo: cleanText(certificate.valid_to ?? "", 40),
    problem: socket.authorized ? null : cleanText(String(socket.authorizationError ?? "UNKNOWN"), 100),
  };
}
