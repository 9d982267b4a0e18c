import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/path-header";

/** Tells the pages their own address: Next doesn't, and sign-in must lead back. Protects nothing: pages and actions do. */
export function proxy(request: NextRequest): NextResponse {
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
