import { methodNotAllowed } from "@/lib/api";
import { getHealth } from "@/lib/health/get-health";

export const dynamic = "force-dynamic";

/** Public: 200 when every part is well, else 503; each part's state in both. */
export async function GET(): Promise<Response> {
  const health = await getHealth();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
