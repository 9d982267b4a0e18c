import { env } from "@/lib/env";

/** The address people type: APP_URL, or where this process listens. Cookies, links and the origin check are made for it. */
export function appUrl(): URL {
  const { APP_URL, HOST, PORT } = env();
  return new URL(APP_URL ?? `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`);
}
