import { z } from "zod";
import { db } from "@/lib/db";
import { cutPage, decodeCursor, encodeCursor, type Page, type PageRequest, staleCursor, windowOf } from "@/lib/page";
import { isInstantKey } from "@/lib/resources/list-cursor";
import { getSettings } from "@/lib/settings/get-settings";
import { storableText } from "@/lib/storable-text";
import { Prisma } from "@/prisma/generated/client";
import { type HostRow, loadHostRows } from "./host-rows";
import { incidentsSql } from "./list-incidents";
import {
  ATTENTION_MARKS,
  DEFAULT_DESCENDING,
  HOST_SORTS,
  type HostFilter,
  type HostMark,
  type HostQuery,
  type HostSort,
  MIN_FOR_SHARE,
} from "./query";

/** A page of hosts, and how many match in all. */
export type HostPage = Page<HostRow> & { total: number };

const isCount = (key: string) => /^\d{1,9}$/.test(key);

const ORDER_BY: Record<HostSort, { by: Prisma.Sql; type: Prisma.Sql; isKey: (key: string) => boolean }> = {
  trouble: { by: Prisma.sql`COALESCE(c."trouble", 0)`, type: Prisma.sql`int`, isKey: isCount },
  host: { by: Prisma.sql`names."host"`, type: Prisma.sql`text`, isKey: () => true },
  resources: { by: Prisma.sql`COALESCE(c."total", 0)`, type: Prisma.sql`int`, isKey: isCount },
  refused: {
    by: Prisma.sql`h."recentBlocked"::float8 / NULLIF(h."recentCount", 0)`,
    type: Prisma.sql`float8`,
    isKey: (key) => /^\d(\.\d{1,25})?(e-\d{1,2})?$/.test(key),
  },
  asked: {
    by: Prisma.sql`h."lastAskedAt"`,
    type: Prisma.sql`timestamptz`,
    isKey: isInstantKey,
  },
};

const Cursor = z.tuple([z.enum(HOST_SORTS), z.boolean(), z.string().max(300).nullable(), z.string().max(300)]);

type Place = { host: string; key: string | null };

/**
 * One page of the hosts that resources are at, or that somebody paused or made a rule for, asked or not; by keyset. Hosts without the sort's
 * value come last in both directions. Throws INVALID for a cursor that is not of this order.
 */
export async function listHosts({
  query,
  page = {},
  now,
}: {
  query: HostQuery;
  page?: PageRequest;
  now: Date;
}): Promise<HostPage> {
  const sort = query.sort ?? "trouble";
  const isDescending = query.isDescending ?? DEFAULT_DESCENDING[sort];
  const window = windowOf(page);
  const cursor = window.cursor === null ? null : readCursor(window.cursor, { sort, isDescending });
  const minResources = (await getSettings())["checks.incidentMinResources"];
  const found = await findPlaces({ query, now, sort, isDescending, ...window, cursor, minResources });
  const { rows: places, ...cursors } = cutPage(found.places, window, ({ host, key }) =>
    encodeCursor([sort, isDescending, key, host]),
  );
  const hosts = places.map(({ host }) => host);
  return { rows: await loadHostRows(hosts, now), ...cursors, total: found.total };
}

function readCursor(text: string, wanted: { sort: HostSort; isDescending: boolean }): Place {
  const [sort, isDescending, key, host] = decodeCursor(text, Cursor);
  if (sort !== wanted.sort || isDescending !== wanted.isDescending) throw staleCursor();
  if (storableText(host) !== host) throw staleCursor();
  if (key !== null && (storableText(key) !== key || !ORDER_BY[sort].isKey(key))) throw staleCursor();
  return { key, host };
}

type Walk = {
  query: HostFilter;
  now: Date;
  sort: HostSort;
  isDescending: boolean;
  isBackward: boolean;
  cursor: Place | null;
  take: number;
  minResources: number;
};

/** Counts are made in one pass over all states: hosts have no table of their own that knows how many resources they have. */
async function findPlaces(walk: Walk): Promise<{ places: Place[]; total: number }> {
  const { query, now, sort, minResources } = walk;
  const isTurned = walk.isDescending !== walk.isBackward;
  const dir = isTurned ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  // Hosts without a value last, and those with the same value by name, whatever the direction.
  const ties = walk.isBackward ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await db.$queryRaw<{ total: number; host: string | null; key: string | null }[]>`
    WITH counts AS (
      SELECT s."host", count(*)::int AS "total",
        count(*) FILTER (WHERE s."verdict" IN ('broken', 'failing', 'unreachable', 'blocked'))::int AS "trouble"
      FROM "CheckState" s WHERE s."isLive" GROUP BY s."host"
    ), rules AS (
      SELECT rule."host" FROM "HostRule" rule WHERE rule."expiresAt" IS NULL OR rule."expiresAt" > ${now}
    ), names AS (
      SELECT "host" FROM counts UNION SELECT "host" FROM rules UNION SELECT h."host" FROM "Host" h WHERE ${isPausedSql(now)}
    ), matching AS MATERIALIZED (
      SELECT names."host", ${ORDER_BY[sort].by} AS "value"
      FROM names LEFT JOIN counts c ON c."host" = names."host" LEFT JOIN "Host" h ON h."host" = names."host"
      WHERE ${whereOf(query, { now, minResources })}
    )
    SELECT t."total", page."host", page."key" FROM (SELECT count(*)::int AS "total" FROM matching) t
    LEFT JOIN LATERAL (
      SELECT m."host", m."value", m."value"::text AS "key" FROM matching m WHERE ${beyond(walk, isTurned)}
      ORDER BY (m."value" IS NULL) ${ties}, m."value" ${dir}, m."host" ${ties} LIMIT ${walk.take}
    ) page ON TRUE
    ORDER BY (page."value" IS NULL) ${ties}, page."value" ${dir}, page."host" ${ties}`;
  const places = rows.flatMap(({ host, key }) => (host === null ? [] : [{ host, key }]));
  return { places, total: rows[0]?.total ?? 0 };
}

function beyond({ cursor, sort, isBackward }: Walk, isTurned: boolean): Prisma.Sql {
  if (cursor === null) return Prisma.sql`TRUE`;
  const { key, host } = cursor;
  const isTie = isBackward ? Prisma.sql`m."host" < ${host}` : Prisma.sql`m."host" > ${host}`;
  if (key === null) {
    return isBackward ? Prisma.sql`(m."value" IS NOT NULL OR ${isTie})` : Prisma.sql`(m."value" IS NULL AND ${isTie})`;
  }
  const past = isTurned ? Prisma.sql`<` : Prisma.sql`>`;
  const value = Prisma.sql`${key}::${ORDER_BY[sort].type}`;
  const isPast = Prisma.sql`(m."value" ${past} ${value} OR (m."value" = ${value} AND ${isTie}))`;
  return isBackward ? isPast : Prisma.sql`(m."value" IS NULL OR ${isPast})`;
}

type Terms = { now: Date; minResources: number };

function whereOf({ q, mark }: HostFilter, terms: Terms): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  const text = storableText(q?.trim() ?? "").toLowerCase();
  if (text !== "") conditions.push(Prisma.sql`names."host" LIKE ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}`);
  if (mark?.length)
    conditions.push(
      Prisma.sql`(${Prisma.join(
        mark.map((each) => hasMark(each, terms)),
        " OR ",
      )})`,
    );
  return Prisma.join(conditions, " AND ");
}

function hasMark(mark: HostMark, terms: Terms): Prisma.Sql {
  const { now, minResources } = terms;
  switch (mark) {
    case "attention":
      return Prisma.sql`(${Prisma.join(
        ATTENTION_MARKS.map((each) => hasMark(each, terms)),
        " OR ",
      )})`;
    case "incident":
      return Prisma.sql`names."host" IN (SELECT i."host" FROM (${incidentsSql({ minResources, now, hosts: null })}) i)`;
    case "paused":
      return isPausedSql(now);
    case "waiting":
      return Prisma.sql`(h."notBefore" > ${now} AND h."notBeforeReason" IS DISTINCT FROM 'no_answer')`;
    case "silent":
      return Prisma.sql`(h."notBefore" > ${now} AND h."notBeforeReason" = 'no_answer')`;
    case "refused":
      return Prisma.sql`(h."recentCount" >= ${MIN_FOR_SHARE} AND h."recentBlocked" * 2 > h."recentCount")`;
    case "rule":
      return Prisma.sql`names."host" IN (SELECT "host" FROM rules)`;
    case "slowed":
      return Prisma.sql`h."slowdownMs" > 0`;
    case "at_work":
      return Prisma.sql`h."leaseUntil" > ${now}`;
    case "unasked":
      return Prisma.sql`h."lastAskedAt" IS NULL`;
  }
}

/** Condition on `h`: a person's pause holds. */
function isPausedSql(now: Date): Prisma.Sql {
  return Prisma.sql`(h."pausedAt" IS NOT NULL AND (h."pausedUntil" IS NULL OR h."pausedUntil" > ${now}))`;
}
