"use client";

import { useTransition } from "react";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import type { ActivityPage } from "@/lib/activity/list-activity";
import { formatCount } from "@/lib/format";
import { ACTIVITY_COLUMNS } from "./activity-columns";
import { ActivityToolbar } from "./activity-toolbar";
import { type ActivitySearch, activityPath, isFiltered } from "./search-params";

type ActivityTableProps = {
  list: ActivityPage;
  search: ActivitySearch;
  collections: readonly { slug: string; name: string }[];
};

/** Toolbar and one page of the log, newest first. */
export function ActivityTable({ list, search, collections }: ActivityTableProps) {
  const [isPending, startTransition] = useTransition();
  const page = (cursors: Pick<Partial<ActivitySearch>, "after" | "before">) =>
    toRoute(activityPath({ ...search, after: null, before: null, ...cursors }));
  return (
    <div className="mt-4">
      <ActivityToolbar collections={collections} isPending={isPending} startTransition={startTransition} />
      <div className="mt-2">
        <DataTable
          label="Activity"
          rows={list.rows}
          columns={ACTIVITY_COLUMNS}
          rowId={(row) => row.id}
          isPending={isPending}
          empty={
            isFiltered(search) ? (
              <EmptyState
                title="No activity is like this"
                actions={<ButtonLink href="/activity">Show all</ButtonLink>}
              />
            ) : (
              <EmptyState title="Nothing has happened yet">
                <p>Every change, by a person or by Holdfast itself, leaves a line here.</p>
              </EmptyState>
            )
          }
        />
        {list.rows.length > 0 && (
          <Pager
            label="Activity"
            previous={list.previousCursor ? page({ before: list.previousCursor }) : null}
            next={list.nextCursor ? page({ after: list.nextCursor }) : null}
            summary={`${formatCount(list.rows.length, "line")}, newest first`}
          />
        )}
      </div>
    </div>
  );
}
