import type { ServerResponse } from "node:http";

/** Makes a response's body come a byte at a time; `msPerByte` of real time, as clients' time-outs are. */
export function deliverSlowly(response: ServerResponse, msPerByte: number): void {
  replaceEnd(response, (body) => {
    let sent = 0;
    const timer = setInterval(() => {
      response.write(body.subarray(sent, sent + 1));
      sent += 1;
      if (sent < body.length) return;
      clearInterval(timer);
      response.end();
    }, msPerByte);
    response.once("close", () => clearInterval(timer));
  });
}

/** Makes a response break off in the middle of its body, after headers that promise the whole. */
export function breakOff(response: ServerResponse): void {
  replaceEnd(response, (body) => {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
  });
}

/** Lets `deliver` send a body that the routes end a response with. An empty one is ended as ever. */
function replaceEnd(response: ServerResponse, deliver: (body: Buffer) => void): void {
  const end = response.end.bind(response);
  const restore = () => {
    response.end = end;
  };
  const replacement = (body?: unknown) => {
    restore();
    if (!Buffer.isBuffer(body) || body.length === 0) return end();
    deliver(body);
    return response;
  };
  response.end = replacement;
}
