import type { Tx } from "@/lib/db";
import type { Host } from "@/prisma/generated/client";
import { noSuchHost } from "./get-host";

/**
 * The row of a host, locked until the transaction ends, so that what is decided on it holds; made for one that has resources but was never
 * asked. Hosts are locked before states, as checks do. Throws NOT_FOUND for a host that nothing is known of.
 */
export async function lockHost(tx: Tx, host: string, now: Date): Promise<Host> {
  await tx.$executeRaw`
    INSERT INTO "Host" ("host", "nextAt") SELECT ${host}, ${now}
    WHERE EXISTS (SELECT 1 FROM "Resource" r WHERE r."host" = ${host}) ON CONFLICT ("host") DO NOTHING`;
  const locked = await tx.$executeRaw`SELECT 1 FROM "Host" WHERE "host" = ${host} FOR UPDATE`;
  if (locked === 0) throw noSuchHost(host);
  return tx.host.findUniqueOrThrow({ where: { host } });
}

/** Pages that show the host are drawn anew: its row changes with every check, so no trigger tells of it. */
export async function tellHostChanged(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('holdfast_changes', 'Host')`;
}
