"use client";

import { Play } from "lucide-react";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { runScheduleNowAction } from "./actions";

/** "Run now", also of a schedule that is off. */
export function RunNowButton({ name, label, isRunning }: { name: string; label: string; isRunning: boolean }) {
  const start = usePress(runScheduleNowAction, { done: `Started: ${label.toLowerCase()}.` });
  return (
    <Button
      size="sm"
      isPending={start.isPending}
      disabled={isRunning}
      aria-label={`Run now: ${label}`}
      onClick={() => start.run({ name })}
    >
      <Play aria-hidden="true" />
      Run now
    </Button>
  );
}
