import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";

/** The largest request body that is read, in bytes. Forms and control calls are small. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Reads a request's body; throws when it is larger than 8 MB or breaks off. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("The request's body is larger than 8 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Answers with JSON. The content type has no charset, as the archive's has none and its clients compare it whole. */
export function replyJson(response: ServerResponse, status: number, body: unknown): ServerResponse {
  return reply(response, status, "application/json", JSON.stringify(body));
}

/** Answers with an HTML page. */
export function replyHtml(
  response: ServerResponse,
  status: number,
  html: string,
  headers: OutgoingHeaders = {},
): ServerResponse {
  return reply(response, status, "text/html; charset=utf-8", html, headers);
}

export type OutgoingHeaders = Record<string, string | number | readonly string[]>;

/** Answers with a sized body. */
export function reply(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: OutgoingHeaders = {},
): ServerResponse {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", bytes.length);
  response.statusCode = status;
  return response.end(bytes);
}

/** Minimal page for the archive's own errors and notes. */
export function plainPage(title: string, paragraph: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${escapeHtml(title)}</title></head><body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(paragraph)}</p></body></html>\n`;
}

/** Text made safe for HTML, attributes included. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An HTTP server with `listener`; an error in it becomes a 500 and a line on standard error. */
export function createHttpServer(
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const guarded: RequestListener = (request, response) => {
    listener(request, response).catch((error: unknown) => {
      // The other side hung up: nobody is left to be told.
      if (request.socket.destroyed) return;
      process.stderr.write(`sandbox: ${request.method} ${request.url}: ${String(error)}\n`);
      if (response.headersSent) response.destroy();
      else replyJson(response, 500, { error: "The sandbox itself failed. Its standard error says why." });
    });
  };
  // Idle connections are kept longer than a test pauses, so that no client meets one that is just being closed.
  return createServer({ keepAliveTimeout: 65_000 }, guarded);
}

/** Starts to listen and answers with the port; `port` 0 takes any free one. Fails with a sentence when the port is taken. */
export async function listen(server: NetServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new Error(`Port ${port} on ${host} is in use already. Choose another one.`) : error);
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}
