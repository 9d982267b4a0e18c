import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllowedHosts } from "@/lib/remotes/address";
import { probe } from "@/lib/remotes/probe";
import { createProbeAgent } from "@/lib/remotes/probe-agent";
import { parseResourceUrl } from "@/lib/resources/url";
import { startOddWeb } from "@/sandbox/odd-web/odd-web-server";
import { typedUrl } from "@/sandbox/odd-web/way";
import { WAYS } from "@/sandbox/odd-web/ways";
import { classifyResponse } from "./classify-response";
import { nextVerdict } from "./next-verdict";

const ALLOWED = parseAllowedHosts(".odd.localhost");
const LIMITS = { connectTimeoutMs: 2_000, headersTimeoutMs: 2_000, bodyTimeoutMs: 3_000, maxBodyBytes: 2_000_000 };
const RULES = { intervalDays: 7, confirmFailures: 3, confirmSpanHours: 24, recheckHours: [1, 6, 24] };
const NEVER = { verdict: "unchecked", failureStreak: 0, firstFailureAt: null, lastSuccessAt: null } as const;

/** Told only by comparing pages with each other, which a single look does not do. */
const NEEDS_COMPARISON = ["soft_404", "parked"];
const KNOWN_WAYS = WAYS.filter(({ expect: { reason } }) => !NEEDS_COMPARISON.includes(reason));

let oddWeb: Awaited<ReturnType<typeof startOddWeb>>;

beforeAll(async () => {
  oddWeb = await startOddWeb({ host: "127.0.0.1", port: 0 });
});
afterAll(() => oddWeb.close());

test.each(KNOWN_WAYS.map((way) => [`${way.host}${way.path}: ${way.does}`, way] as const))(
  "one look at %s gives the right verdict and reason",
  async (_, way) => {
    const { url } = parseResourceUrl(typedUrl(way, oddWeb.port), ALLOWED);
    const ca = way.needsAuthority ? oddWeb.control.authorityPem : undefined;
    const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: LIMITS.connectTimeoutMs, ca });
    const facts = await probe({ url, limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/test", agent });
    await agent.close();
    const outcome = classifyResponse(facts);
    const { verdict } = nextVerdict({ previous: NEVER, outcome, now: new Date(0), rules: RULES });
    expect({ verdict, reason: outcome.reason }).toEqual(way.expect);
  },
);
