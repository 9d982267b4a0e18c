import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/path-header";

/**
 * Tells the pages their own address: Next doesn't, and sign-in must lead back. An address with NUL in it leads to the one without, as no
 * search, name or id can hold one. Protects nothing: pages and actions do.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.url.includes("%00")) return NextResponse.redirect(request.url.replaceAll("%00", ""));
  const url = new URL(request.nextUrl);
  url.searchParams.delete("_rsc");
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, url.pathname + url.search);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/|metrics$|favicon.ico$).*)",
      // What carries a body goes past: Next would keep only the first 10 MB of it for the proxy, and an import may be larger.
      missing: [{ type: "header", key: "content-type" }],
    },
  ],
};
