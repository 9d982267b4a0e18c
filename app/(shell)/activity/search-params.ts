import { createLoader, createSerializer, type inferParserType, parseAsString } from "nuqs/server";
import type { ActivityQuery } from "@/lib/activity/query";

const text = parseAsString.withDefault("");

/** All that the address of /activity holds; the page reads it, the toolbar writes it. */
export const activitySearch = {
  q: text,
  actor: text,
  action: text,
  kind: text,
  /** Id of one subject; other pages lead here with it. */
  subject: text,
  /** Slug. */
  collection: text,
  /** Days in UTC, `2026-03-01`; both included. */
  from: text,
  to: text,
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type ActivitySearch = inferParserType<typeof activitySearch>;

export const loadActivitySearch = createLoader(activitySearch);
const serialize = createSerializer(activitySearch);

/** The address of /activity with this state; other pages use it to lead to rows. */
export function activityPath(search: Partial<ActivitySearch>): string {
  return serialize("/activity", search);
}

/** Where the same rows are a file. */
export function activityFilePath({ after, before, ...filter }: ActivitySearch): string {
  return serialize("/activity/activity.csv", filter);
}

export function toActivityQuery(search: ActivitySearch): ActivityQuery {
  const { q, actor, action, kind, subject, collection } = search;
  return {
    q,
    actor,
    action,
    subjectKind: kind,
    subjectId: subject,
    collection,
    from: startOfDay(search.from, 0),
    to: startOfDay(search.to, 1),
  };
}

/** Whether anything is filtered out. */
export function isFiltered({ after, before, ...filter }: ActivitySearch): boolean {
  return Object.values(filter).some((value) => value.trim() !== "");
}

/** The instant at which a day, or one so many days later, begins; nothing for what is no day. */
function startOfDay(day: string, daysLater: number): string | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (at === null || Number.isNaN(at.getTime())) return undefined;
  at.setUTCDate(at.getUTCDate() + daysLater);
  return at.toISOString();
}
