import { createServer } from "node:http";
import { freePorts } from "@/lib/launcher/data-dir";

/** What a host says instead of a good page. */
export type OddAnswer = { status: number; headers?: Record<string, string> };

/** A web of good pages on `<anything>.<name>.localhost:<port>` that counts who asked for what. */
export type LocalWeb = {
  port: number;
  /** What ALLOWED_PRIVATE_HOSTS must name for checks to reach it. */
  allowed: string;
  url(host: number | string, path: string): string;
  /** Requests by URL, each with its time (ms since 1970) and method. */
  requests: Map<string, { at: number; method: string }[]>;
  close(): Promise<void>;
};

/** Addresses of one plain word or number, such as `/page/7`, are good pages; `odd` may answer otherwise. Each answer takes `delayMs`. */
export async function startLocalWeb({
  name,
  delayMs,
  odd,
}: {
  name: string;
  delayMs: number;
  odd?: (url: URL) => OddAnswer | null;
}): Promise<LocalWeb> {
  const [port = 0] = await freePorts(1);
  const requests: LocalWeb["requests"] = new Map();
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    requests.set(url, [...(requests.get(url) ?? []), { at: Date.now(), method: request.method ?? "" }]);
    // What checks make up, to see what a host says to it, is no page here; nor is robots.txt.
    const isPage = /^\/(\w+(\/\w+)*\/?)?(\?.*)?$/.test(request.url ?? "");
    const { status, headers } = odd?.(new URL(url)) ?? { status: isPage ? 200 : 404 };
    setTimeout(() => {
      response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
      response.end(
        request.method === "HEAD"
          ? undefined
          : `<!doctype html><title>${request.url}</title><p>A page of ${request.headers.host}.`,
      );
    }, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    allowed: `.${name}.localhost:${port}`,
    url: (host, path) => `http://h${host}.${name}.localhost:${port}${path}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
