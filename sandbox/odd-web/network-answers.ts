import { custom, raw, status, unlikeHead } from "./answers";
import { NOTE } from "./body-answers";
import type { Answer, Found, Visit } from "./way";

const HTML = "Content-Type: text/html; charset=utf-8\r\n";

/** The page after a status line and headers of one's own, on a connection that is then closed. */
export function rawPage(head: string, found: Found = {}): Answer {
  return custom(({ request, method }) => void request.socket.end(`${head}${method === "HEAD" ? "" : NOTE}`), found);
}

/** Takes the request and never answers. */
export function silence(): Answer {
  return custom(() => undefined, { isDown: true });
}

/** Ends the connection without a word. */
export function hangUp(): Answer {
  return custom(({ request }) => void request.socket.end(), { isDown: true });
}

/** Cuts the connection hard. */
export function reset(): Answer {
  return custom(({ request }) => void request.socket.resetAndDestroy(), { isDown: true });
}

/** Refuses HEAD; GET gets its headers at once and one byte a second, for ten minutes. */
export function drip(): Answer {
  const get = custom(
    ({ response }) => {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": 600 });
      let sent = 0;
      const timer = setInterval(() => {
        response.write(NOTE.charAt(sent) || ".");
        sent += 1;
        if (sent === 600) response.end();
      }, 1000);
      response.once("close", () => clearInterval(timer));
    },
    { error: "read-timeout" },
  );
  return unlikeHead(status(405), get);
}

/** Begins its headers at once and sends one more each second, without an end. */
export function slowHeaders(): Answer {
  return custom(
    ({ request }) => {
      const { socket } = request;
      socket.write("HTTP/1.1 200 OK\r\n");
      let sent = 0;
      const timer = setInterval(() => {
        sent += 1;
        socket.write(`X-Shelf-${sent}: ${sent}\r\n`);
      }, 1000);
      socket.once("close", () => clearInterval(timer));
    },
    { error: "read-timeout" },
  );
}

/** Refuses HEAD; GET gets its headers and nothing more. */
export function slowBody(): Answer {
  const get = custom(
    ({ response }) => response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).flushHeaders(),
    { error: "read-timeout" },
  );
  return unlikeHead(status(405), get);
}

/** Refuses HEAD; GET is cut in the middle of its body. */
export function cutInBody(): Answer {
  const get = custom(
    ({ request, response }: Visit) => {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": NOTE.length });
      response.write(NOTE.slice(0, NOTE.length / 2), () => request.socket.resetAndDestroy());
    },
    { error: "protocol-error" },
  );
  return unlikeHead(status(405), get);
}

/** Refuses HEAD; GET ends early although it announced more. */
export function shortBody(): Answer {
  const head = `HTTP/1.1 200 OK\r\n${HTML}Content-Length: ${NOTE.length + 100}\r\n\r\n`;
  return unlikeHead(status(405), raw(`${head}${NOTE}`, { error: "protocol-error" }));
}

/** Refuses HEAD; GET sends a chunk whose size is no number. */
export function badChunks(): Answer {
  const text = `HTTP/1.1 200 OK\r\n${HTML}Transfer-Encoding: chunked\r\n\r\n6\r\nSilent\r\nzz\r\nsea\r\n0\r\n\r\n`;
  return unlikeHead(status(405), raw(text, { error: "invalid-server-response" }));
}

/** Headers of 200 kB. */
export function hugeHeaders(): Answer {
  const cookies = Array.from({ length: 200 }, (_, n) => `Set-Cookie: shelf${n}=${"x".repeat(1000)}\r\n`).join("");
  return rawPage(`HTTP/1.1 200 OK\r\n${cookies}${HTML}Content-Length: ${NOTE.length}\r\n\r\n`, {
    error: "invalid-server-response",
  });
}

/** Speaks, but not HTTP. */
export function otherProtocol(): Answer {
  return raw("220 mail.odd.localhost ready\r\n", { error: "invalid-server-response" });
}

/** Two lengths that contradict each other. */
export function twoLengths(): Answer {
  const lengths = `Content-Length: ${NOTE.length}\r\nContent-Length: 7\r\n`;
  return rawPage(`HTTP/1.1 200 OK\r\n${HTML}${lengths}\r\n`, { error: "invalid-server-response" });
}

/** HTTP/1.0 without a length: the body ends with the connection. HEAD is refused. */
export function oldProtocol(): Answer {
  return unlikeHead(status(405), rawPage(`HTTP/1.0 200 OK\r\n${HTML}\r\n`));
}

/** Early hints, then the page. */
export function earlyHints(): Answer {
  const hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n";
  const head = `HTTP/1.1 200 OK\r\n${HTML}Content-Length: ${Buffer.byteLength(NOTE)}\r\nConnection: close\r\n\r\n`;
  return rawPage(`${hints}${head}`);
}
