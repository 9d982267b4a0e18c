import { db } from "@/lib/db";
import { cutPage, type Page, type PageRequest, staleCursor, windowOf } from "@/lib/page";
import type { Activity } from "@/prisma/generated/client";
import { describeAction } from "./actions";
import { activityWhere } from "./activity-where";
import type { ActivityQuery } from "./query";

export type ActivityRow = Omit<Activity, "id"> & {
  id: string;
  /** What happened, as a sentence without its actor and subject. */
  sentence: string;
};

export type ActivityPage = Page<ActivityRow>;

/** One page of the audit log, newest first, by keyset. Throws INVALID for a cursor that is none. */
export async function listActivity({
  query,
  page = {},
}: {
  query: ActivityQuery;
  page?: PageRequest;
}): Promise<ActivityPage> {
  const window = windowOf(page);
  const { isBackward, take } = window;
  const cursor = window.cursor === null ? null : readCursor(window.cursor);
  const found = await db.activity.findMany({
    where: {
      AND: [await activityWhere(query), cursor === null ? {} : { id: isBackward ? { gt: cursor } : { lt: cursor } }],
    },
    orderBy: { id: isBackward ? "asc" : "desc" },
    take,
  });
  const rows = found.map((row) => ({ ...row, id: String(row.id), sentence: describeAction(row.action) }));
  return cutPage(rows, window, ({ id }) => id);
}

function readCursor(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw staleCursor();
}
