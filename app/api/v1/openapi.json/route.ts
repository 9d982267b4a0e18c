import { methodNotAllowed } from "@/lib/api";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { openApiDocument } from "@/lib/api/open-api";
import { appUrl } from "@/lib/auth/app-url";

export const dynamic = "force-dynamic";

/** What the API takes and answers; the same for everybody, so it is public. */
export function GET(): Response {
  return Response.json(openApiDocument(ENDPOINTS, appUrl().origin));
}

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
