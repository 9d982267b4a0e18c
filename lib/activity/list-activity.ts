import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageRequest } from "@/lib/resources/query";
import type { Activity } from "@/prisma/generated/client";
import { describeAction } from "./actions";
import { activityWhere } from "./activity-where";
import type { ActivityQuery } from "./query";

export type ActivityRow = Omit<Activity, "id"> & {
  id: string;
  /** What happened, as a sentence without its actor and subject. */
  sentence: string;
};

export type ActivityPage = { rows: ActivityRow[]; nextCursor: string | null; previousCursor: string | null };

/** One page of the audit log, newest first, by keyset. Throws INVALID for a cursor that is none. */
export async function listActivity({
  query,
  page = {},
}: {
  query: ActivityQuery;
  page?: PageRequest;
}): Promise<ActivityPage> {
  const limit = Math.min(Math.max(1, page.limit ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const isBackward = page.before !== undefined;
  const text = page.before ?? page.after;
  const cursor = text === undefined ? null : readCursor(text);
  const found = await db.activity.findMany({
    where: {
      AND: [await activityWhere(query), cursor === null ? {} : { id: isBackward ? { gt: cursor } : { lt: cursor } }],
    },
    orderBy: { id: isBackward ? "asc" : "desc" },
    take: limit + 1,
  });
  const hasMore = found.length > limit;
  const kept = found.slice(0, limit);
  if (isBackward) kept.reverse();
  const rows = kept.map((row) => ({ ...row, id: String(row.id), sentence: describeAction(row.action) }));
  const hasNext = isBackward ? rows.length > 0 : hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  return {
    rows,
    nextCursor: hasNext ? (rows.at(-1)?.id ?? null) : null,
    previousCursor: hasPrevious ? (rows[0]?.id ?? null) : null,
  };
}

function readCursor(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  const fields = { cursor: "Not a cursor of this list." };
  throw new AppError("INVALID", "This link to a page of the list is no longer valid. Start again.", { fields });
}
