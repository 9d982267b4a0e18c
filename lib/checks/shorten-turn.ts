import type { Tx } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { latestTurn } from "./host-gap";

/**
 * Takes back a turn at a host that is farther off than its gap as it is now can make it: after a person changed the host's rule, or asked for it to
 * be asked again. Nobody is waited for who was to come back at the old time. While a run is at work there, its turn stays; the next run takes
 * back what is left of it (claim-host.ts).
 */
export async function shortenTurn(tx: Tx, { host, now }: { host: string; now: Date }): Promise<void> {
  const settings = await getSettings();
  await tx.$executeRaw`
    WITH latest AS (
      SELECT ${latestTurn(settings, now)} AS "at" FROM "Host" h
      LEFT JOIN "HostRule" rule ON rule."host" = h."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
      WHERE h."host" = ${host}
    )
    UPDATE "Host" h SET "returnsAt" = NULL, "returnsRunId" = NULL,
      "nextAt" = CASE WHEN h."leaseUntil" > ${now} THEN h."nextAt" ELSE LEAST(h."nextAt", latest."at") END
    FROM latest WHERE h."host" = ${host}`;
}
