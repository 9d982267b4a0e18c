import { methodNotAllowed } from "@/lib/api";
import { env } from "@/lib/env";
import { getHealth } from "@/lib/health/get-health";

export const dynamic = "force-dynamic";

/** Public: 200 when every part is well, else 503; each part's state in both. The header tells the launcher that it is its own app that answers. */
export async function GET(): Promise<Response> {
  const health = await getHealth();
  const headers = { "cache-control": "no-store", "holdfast-instance": env().HOLDFAST_INSTANCE ?? "" };
  return Response.json(health, { status: health.ok ? 200 : 503, headers });
}

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
