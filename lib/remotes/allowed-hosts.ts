import { env } from "@/lib/env";
import { type AllowedHosts, parseAllowedHosts } from "./address";

let parsed: { text: string; hosts: AllowedHosts } | undefined;

/** The private hosts that this installation's operator allowed (`ALLOWED_PRIVATE_HOSTS`). Throws one sentence if it can't be read. */
export function allowedHosts(): AllowedHosts {
  const text = env().ALLOWED_PRIVATE_HOSTS;
  if (parsed?.text !== text) parsed = { text, hosts: parseAllowedHosts(text) };
  return parsed.hosts;
}
