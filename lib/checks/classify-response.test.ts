import { expect, test } from "vitest";
import type { NetworkReason } from "@/lib/remotes/probe-facts";
import { REASONS } from "@/lib/resources/verdict";
import { classifyResponse } from "./classify-response";
import { factsOf as facts, hopOf as hop, bodyOf as page } from "./fixtures/facts";

const KNOWN = { etag: '"v1"', lastModified: null };
const FAILED: Record<number, string> = { 404: "not_found", 410: "gone", 451: "legal" };
const BLOCKED: Record<number, string> = {
  401: "login_required",
  402: "payment_required",
  403: "forbidden",
  408: "request_timeout",
  429: "rate_limited",
  503: "unavailable",
};

test("every code of 0 to 999 has the class of the table", () => {
  for (let status = 0; status <= 999; status++) {
    const { class: outcome, reason } = classifyResponse(facts(status, { sentValidators: KNOWN }));
    const say = `${status}: ${outcome}/${reason}`;
    if (status < 100 || status > 599) expect([outcome, reason], say).toEqual(["blocked", "nonstandard_code"]);
    else if (status < 200) expect([outcome, reason], say).toEqual(["unreachable", "invalid_response"]);
    else if (status === 304) expect([outcome, reason], say).toEqual(["valid", "not_modified"]);
    else if (status < 400) expect([outcome, reason], say).toEqual(["valid", "ok"]);
    else if (BLOCKED[status]) expect([outcome, reason], say).toEqual(["blocked", BLOCKED[status]]);
    else if (status < 500) expect([outcome, reason], say).toEqual(["failed", FAILED[status] ?? "client_error"]);
    else expect([outcome, reason], say).toEqual(["failed", "server_error"]);
  }
});

test.each<NetworkReason>([
  "dns",
  "refused",
  "no_route",
  "timeout_dns",
  "timeout_connect",
  "timeout_tls",
  "timeout_headers",
  "timeout_body",
  "reset",
  "tls_expired",
  "tls_not_yet_valid",
  "tls_name",
  "tls_chain",
  "tls_self_signed",
  "tls_failed",
  "too_many_redirects",
  "invalid_response",
])("without an answer the reason %s is kept apart, whatever hops came before", (reason) => {
  const error = { reason, phase: "connect", message: "" } as const;
  expect(classifyResponse(facts(null, { error }))).toEqual({ class: "unreachable", reason });
  expect(classifyResponse(facts(301, { error }))).toEqual({ class: "unreachable", reason });
  expect(REASONS).toContain(reason);
});

test("a private address is not asked, which says nothing about the page", () => {
  const error = { reason: "private_address", phase: "connect", message: "" } as const;
  expect(classifyResponse(facts(null, { error }))).toEqual({ class: "not_asked", reason: "private_address" });
});

test("a 304 to somebody who named no version says nothing", () => {
  expect(classifyResponse(facts(304))).toEqual({ class: "unreachable", reason: "invalid_response" });
});

test("a code that a rule accepts is valid, whatever the page; an error that is no answer is not", () => {
  expect(classifyResponse(facts(403, { body: page("") }), [403])).toEqual({ class: "valid", reason: "accepted" });
  expect(classifyResponse(facts(999), [999])).toEqual({ class: "valid", reason: "accepted" });
  expect(classifyResponse(facts(404), [403]).reason).toBe("not_found");
  const error = { reason: "reset", phase: "body", message: "" } as const;
  expect(classifyResponse(facts(200, { error }), [200]).class).toBe("unreachable");
});

test("a service that answers its own request is valid, whatever the address gave", () => {
  const service = { type: "WMS 1.3.0", url: "https://example.org/?request=GetCapabilities" };
  expect(classifyResponse(facts(400, { service }))).toEqual({ class: "valid", reason: "service_ok" });
});

test.each([
  [0, "failed", "empty_body"],
  [1, "failed", "empty_body"],
  [2, "valid", "ok"],
])("a body of %d bytes: %s", (length, outcome, reason) => {
  const body = page("x".repeat(length));
  expect(classifyResponse(facts(200, { body }))).toEqual({ class: outcome, reason });
});

test("HEAD's answer and binary bodies are judged without a text", () => {
  expect(classifyResponse(facts(200, { body: null })).class).toBe("valid");
  const image = page("", { decodedBytes: 5_000, isHtml: false });
  expect(classifyResponse(facts(200, { body: image })).class).toBe("valid");
});

test.each([
  [[200], "ok"],
  [[301, 200], "moved_permanently"],
  [[308, 301, 200], "moved_permanently"],
  [[302, 200], "redirected"],
  [[301, 302, 200], "redirected"],
  [[301, 304], "moved_permanently"],
  [[304], "not_modified"],
])("hops of %j that end well have the reason %s", (statuses, reason) => {
  const hops = statuses.map((status) => hop("https://example.org/", status));
  expect(classifyResponse(facts(statuses.at(-1) ?? 0, { hops, sentValidators: KNOWN }))).toEqual({
    class: "valid",
    reason,
  });
});

test.each([
  ["Cloudflare by its header", 403, { headers: { "cf-mitigated": "challenge" } }],
  ["Cloudflare with a code of success", 200, { headers: { "cf-mitigated": "challenge" }, body: null }],
  ["Cloudflare by its page", 503, { body: page("<title>Just a moment...</title>") }],
  ["AWS WAF", 202, { headers: { "x-amzn-waf-action": "challenge" }, body: page("") }],
  ["Imperva", 200, { body: page('<html><iframe src="/_Incapsula_Resource?x"></iframe></html>') }],
  ["Imperva by its script", 200, { body: page('<head><script src="/_Incapsula_Resource?S=7"></script></head>') }],
  ["DataDome by its header", 403, { headers: { server: "DataDome" } }],
  ["Akamai", 403, { body: page("Access Denied. You don't have permission to access this. Reference #18.2") }],
  ["DataDome", 403, { body: page('<script src="https://geo.captcha-delivery.com/c.js">') }],
  ["a captcha with a refusal", 429, { body: page('<div class="g-recaptcha">') }],
  ["Anubis", 200, { body: page("<title>Making sure you&#39;re not a bot!</title>") }],
] as const)("the bot wall of %s is recognised", (_, status, more) => {
  expect(classifyResponse(facts(status, more))).toEqual({ class: "blocked", reason: "bot_wall" });
});

test.each([
  ["a form with a captcha", page('<form><div class="g-recaptcha"></div></form>')],
  ["Cloudflare's script", page('<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">')],
  ["an article on walls", page("<title>Why it says: Just a moment...</title><p>errors.edgesuite.net</p>")],
])("%s on a good page is no wall", (_, body) => {
  expect(classifyResponse(facts(200, { body }))).toEqual({ class: "valid", reason: "ok" });
});

test.each([
  '<?xml version="1.0"?>\n<ServiceExceptionReport version="1.1.1"><ServiceException/></ServiceExceptionReport>',
  '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1">',
  '<?xml version="1.0"?><!-- x --><ExceptionReport>',
  '{"help":"https://x.org/","success":false,"error":{"__type":"Not Found Error"}}',
  '{"error":{"code":400,"message":"Invalid URL"}}',
])("the service's error message %s with code 200 is a failure", (sample) => {
  const body = page(sample, { isHtml: false });
  expect(classifyResponse(facts(200, { body }))).toEqual({ class: "failed", reason: "service_exception" });
});

test.each(['{"data":{"error":null}}', "<WMS_Capabilities><Exception/></WMS_Capabilities>", '{"error":"","ok":true}'])(
  "%s is no service exception",
  (sample) => {
    expect(classifyResponse(facts(200, { body: page(sample, { isHtml: false }) })).reason).toBe("ok");
  },
);

test("a redirect to a form with a password asks for a sign-in; a sign-in page that was asked for is fine", () => {
  const body = page('<form><input type="password"></form>');
  const finalUrl = "https://example.org/login?next=/a";
  const hops = [hop("https://example.org/a", 302), hop(finalUrl, 200)];
  expect(classifyResponse(facts(200, { body, hops, finalUrl }))).toEqual({
    class: "blocked",
    reason: "login_required",
  });
  expect(classifyResponse(facts(200, { body, finalUrl })).class).toBe("valid");
  expect(classifyResponse(facts(200, { body: page("<p>News</p>"), hops, finalUrl })).class).toBe("valid");
  const blog = "https://example.org/blog/insignificant";
  expect(classifyResponse(facts(200, { body, hops, finalUrl: blog })).class).toBe("valid");
});

test("an error page's code counts for more than what the page looks like", () => {
  expect(classifyResponse(facts(404, { body: page("") })).reason).toBe("not_found");
  expect(classifyResponse(facts(500, { body: page('{"error":{"code":1}}') })).reason).toBe("server_error");
});
