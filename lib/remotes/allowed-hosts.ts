import { env } from "@/lib/env";
import { type AllowedHosts, parseAllowedHosts } from "./address";

let parsed: AllowedHosts | undefined;

/** The private hosts that this installation's operator allowed (`ALLOWED_PRIVATE_HOSTS`). Throws one sentence if it can't be read. */
export function allowedHosts(): AllowedHosts {
  parsed ??= parseAllowedHosts(env().ALLOWED_PRIVATE_HOSTS);
  return parsed;
}
