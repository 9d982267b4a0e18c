import { guarded, methodNotAllowed } from "@/lib/api";
import { readMetrics } from "@/lib/api/metrics-text";

export const dynamic = "force-dynamic";

/** For Prometheus: with a token of scope `read`, or from this machine. */
export const GET = guarded(
  "viewer",
  async ({ now }) =>
    new Response(await readMetrics(now), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
    }),
  { isOpenOnLoopback: true },
);

export const POST = methodNotAllowed;
