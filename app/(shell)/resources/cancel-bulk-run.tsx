"use client";

import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { cancelBulkRunAction } from "./actions";

/** Stops a bulk action; what is done stays done. */
export function CancelBulkRun({ bulkRunId }: { bulkRunId: string }) {
  const cancel = usePress(cancelBulkRunAction, { done: "Stopped. What was done stays done." });
  return (
    <Button variant="quiet" size="sm" isPending={cancel.isPending} onClick={() => cancel.run({ bulkRunId })}>
      Stop
    </Button>
  );
}
