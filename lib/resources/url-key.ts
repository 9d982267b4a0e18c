import { literalAddress } from "@/lib/remotes/address";

/**
 * A key that variants of one address share, in the manner of SURT (sort-friendly URI reordering, as the Wayback Machine sorts its
 * index): `org,example)/path?a=1&b=2`. Scheme, `www`, default port, case, trailing slash and the order of the query don't count.
 * For search and grouping, never for identity. `url` is absolute and http or https.
 */
export function resourceUrlKey(url: string | URL): string {
  const { hostname, port, pathname, search } = typeof url === "string" ? new URL(url) : url;
  const name = hostname.replace(/\.$/, "").replace(/^www\d*\.(?=[^.]+\.)/, "");
  const host = literalAddress(hostname) ?? name.split(".").reverse().join(",");
  const path = decodedSafely(pathname).replace(/\/+$/, "") || "/";
  const query = search.slice(1).split("&").filter(Boolean).sort().join("&");
  return `${host}${port ? `:${port}` : ""})${path}${query ? `?${query}` : ""}`.toLowerCase();
}

/** Escapes of unreserved characters mean the characters themselves (RFC 3986, 6.2.2.2). */
function decodedSafely(path: string): string {
  return path.replace(/%(2d|2e|5f|7e|3\d|[46][1-9a-f]|[57][0-9a])/gi, (_, code: string) =>
    /^[\w.~-]$/.test(String.fromCharCode(Number.parseInt(code, 16)))
      ? String.fromCharCode(Number.parseInt(code, 16))
      : `%${code}`,
  );
}
