import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { storableText } from "@/lib/storable-text";
import { Prisma } from "@/prisma/generated/client";
import { isAcknowledgedAt, isNotAcknowledgedAt } from "./acknowledged-sql";
import { listCollectionsInside } from "./list-collections-inside";
import { CHANGE_DAYS, type CheckWork, type ResourceFilter } from "./query";
import { hasChanged } from "./resource-change";
import { parseResourceUrl, type ResourceUrl } from "./url";

/** Resources `r` with their check states `s`: the tables of every WHERE that {@link resourceWhere} writes. */
export const RESOURCES_WITH_STATE = Prisma.sql`"Resource" r JOIN "CheckState" s ON s."resourceId" = r."id"`;

/**
 * The WHERE of a filter, for queries from {@link RESOURCES_WITH_STATE}. Raw SQL, because the search index is on an expression.
 * A collection that does not exist matches nothing.
 */
export async function resourceWhere(filter: ResourceFilter, tx: Tx = db, now = new Date()): Promise<Prisma.Sql> {
  const conditions: Prisma.Sql[] = [Prisma.sql`r."deletedAt" IS NULL AND s."isLive"`];
  if (filter.collection) {
    conditions.push(await isInCollection(filter.collection, filter.inside ?? false, tx));
  }
  if (filter.q?.trim()) conditions.push(matchesText(filter.q.trim()));
  if (filter.verdict?.length) conditions.push(Prisma.sql`s."verdict" = ANY(${[...filter.verdict]}::"Verdict"[])`);
  if (filter.reason?.length) conditions.push(Prisma.sql`s."reason" = ANY(${[...filter.reason]}::text[])`);
  if (filter.httpStatus !== undefined) conditions.push(hasCode(filter.httpStatus));
  if (filter.visibility) conditions.push(Prisma.sql`r."visibility" = ${filter.visibility}::"Visibility"`);
  if (filter.acknowledged !== undefined)
    conditions.push(filter.acknowledged ? isAcknowledgedAt(now) : isNotAcknowledgedAt(now));
  if (filter.snapshot?.length) conditions.push(hasSnapshot(filter.snapshot));
  if (filter.change) conditions.push(hasChanged(filter.change, sinceOf(filter, now)));
  if (filter.work) conditions.push(hasWork(filter.work, now));
  if (filter.host) conditions.push(Prisma.sql`s."host" = ${storableText(filter.host).toLowerCase()}`);
  return Prisma.join(conditions, " AND ");
}

async function isInCollection(slug: string, withInside: boolean, tx: Tx): Promise<Prisma.Sql> {
  const collection = await tx.collection.findUnique({ where: { slug }, select: { id: true } });
  if (!collection) return Prisma.sql`FALSE`;
  if (!withInside) return Prisma.sql`s."collectionId" = ${collection.id}`;
  return Prisma.sql`s."collectionId" = ANY(${await listCollectionsInside(collection.id, tx)}::text[])`;
}

function hasCode(code: number): Prisma.Sql {
  if (code < 1 || code > 9) return Prisma.sql`s."httpStatus" = ${code}`;
  return Prisma.sql`s."httpStatus" BETWEEN ${code * 100} AND ${code * 100 + 99}`;
}

function sinceOf({ since }: ResourceFilter, now: Date): Date {
  return since === undefined ? new Date(now.getTime() - CHANGE_DAYS * 86_400_000) : new Date(since);
}

function hasWork(work: CheckWork, now: Date): Prisma.Sql {
  if (work === "requested") return Prisma.sql`s."checkRequestedAt" IS NOT NULL`;
  const isDue = Prisma.sql`s."nextCheckAt" <= ${now}
    AND s."collectionId" IN (SELECT c."id" FROM "Collection" c WHERE c."isCheckingOn")`;
  if (work === "due") return isDue;
  return Prisma.sql`(s."checkRequestedAt" IS NOT NULL OR (${isDue}))
    AND s."host" IN (SELECT h."host" FROM "Host" h WHERE h."leaseUntil" > ${now})`;
}

/**
 * Any part of URL or title; lower case is made by the database on both sides, so that both agree on what it is. Scheme and `www` are
 * left out of the search, and an address also finds its other spellings by their key.
 */
function matchesText(text: string): Prisma.Sql {
  const bare = text.replace(/^https?:\/\//i, "").replace(/^www\d*\./i, "");
  const alternatives = [contains(bare || text)];
  const address = asAddress(text);
  if (address) {
    alternatives.push(Prisma.sql`r."urlKey" = ${address.urlKey}`);
    const encoded = address.url.replace(/^https?:\/\/(www\d*\.)?/, "").replace(/\/$/, "");
    if (encoded.toLowerCase() !== bare.toLowerCase()) alternatives.push(contains(encoded));
  }
  return Prisma.sql`(${Prisma.join(alternatives, " OR ")})`;
}

/** Written as the index "Resource_search" has it. */
function contains(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll("\0", "").replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`lower(r."url" || ' ' || r."title") LIKE lower(${pattern})`;
}

/** The search text as an address, if it looks like one. */
function asAddress(text: string): ResourceUrl | null {
  if (/\s/.test(text) || !text.includes(".")) return null;
  try {
    return parseResourceUrl(text, allowedHosts());
  } catch (error) {
    if (error instanceof AppError && error.code === "INVALID") return null;
    throw error;
  }
}

function hasSnapshot(states: NonNullable<ResourceFilter["snapshot"]>): Prisma.Sql {
  const statuses = states.filter((state) => state !== "none");
  const alternatives: Prisma.Sql[] = [];
  if (states.includes("none")) alternatives.push(Prisma.sql`r."snapshotId" IS NULL`);
  if (statuses.length > 0) {
    alternatives.push(Prisma.sql`EXISTS (
      SELECT 1 FROM "Snapshot" s WHERE s."id" = r."snapshotId" AND s."status" = ANY(${statuses}::"SnapshotStatus"[]))`);
  }
  return Prisma.sql`(${Prisma.join(alternatives, " OR ")})`;
}
