import { cache } from "react";
import { getHost } from "@/lib/hosts/get-host";
import { hostOfPath } from "@/lib/hosts/host-name";
import { orNotFound } from "../../or-not-found";

/** The host of an address, once per request; one that nothing is known of shows not-found.tsx. */
export const loadHost = cache((part: string) => orNotFound(getHost({ host: hostOfPath(part), now: new Date() })));
