"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { usePress } from "@/components/use-press";
import { restoreResourceAction } from "./actions";

type RestoreBannerProps = { resourceId: string; deletedAt: Date; canRestore: boolean };

/** Says that a resource was deleted, and takes it back. */
export function RestoreBanner({ resourceId, deletedAt, canRestore }: RestoreBannerProps) {
  const restore = usePress(restoreResourceAction, { done: "It is back, and is checked now." });
  return (
    <Banner
      kind="alarm"
      title="Deleted"
      action={
        canRestore && (
          <Button size="sm" isPending={restore.isPending} onClick={() => restore.run({ resourceId })}>
            Restore
          </Button>
        )
      }
    >
      <Time at={deletedAt} />. It is no longer checked or archived; its history is kept.
    </Banner>
  );
}
