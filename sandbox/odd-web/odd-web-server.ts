import { createHttpServer, listen, readBody } from "../http-exchange";
import { status } from "./answers";
import { makeHostCertificates } from "./certificates";
import { createFrontDoor } from "./front-door";
import { HostCounter } from "./host-stats";
import { answerOddControl, OddWebControl } from "./odd-control";
import { findPlainWay } from "./plain-hosts";
import { type Answer, ODD_SUFFIX } from "./way";
import { findWay } from "./ways";

/** Hosts at which the control interface of the odd web is found. */
const CONTROL_HOSTS = new Set(["localhost", "127.0.0.1", `control${ODD_SUFFIX}`]);

/** Starts the odd web: one port, any `*.odd.localhost` name, told apart by the Host header. */
export async function startOddWeb({ host, port }: { host: string; port: number }) {
  const counter = new HostCounter();
  const { contexts, authorityPem } = makeHostCertificates(new Date());
  const control = new OddWebControl(counter, authorityPem);
  const server = createHttpServer(async (request, response) => {
    const hostname = (request.headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
    const path = request.url ?? "/";
    if (CONTROL_HOSTS.has(hostname) && path.startsWith("/__odd/")) {
      const body = request.method === "GET" ? "" : (await readBody(request)).toString("utf8");
      answerOddControl({ request, response, control, body });
      return;
    }
    const method = request.method ?? "GET";
    const userAgent = request.headers["user-agent"] ?? "";
    const answered = counter.arrive(hostname, { method, path, userAgent }, performance.now());
    response.once("close", answered);
    const at = (toHost: string, toPath: string) => `http://${toHost}${ODD_SUFFIX}:${bound}${toPath}`;
    const nth = control.count(hostname, path);
    answerAt(hostname, path, control).handle({ request, response, method, at, nth });
  });
  const { door, close } = createFrontDoor(server, contexts);
  const bound = await listen(door, port, host);
  return { port: bound, control, close };
}

/** What stands at an address: an override, a way of the table, a page of a plain host, else a plain 404. */
function answerAt(hostname: string, path: string, control: OddWebControl): Answer {
  const override = control.overrideFor(hostname, path);
  if (override) return status(override.status, override.headers);
  const known = findWay(hostname, path)?.answer ?? findPlainWay(hostname, path);
  return known ?? status(hostname.endsWith(ODD_SUFFIX) ? 404 : 421);
}
