"use client";

import { RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { resetSettingAction } from "./actions";

/** "Reset to default" of one setting. */
export function ResetSettingButton({ settingKey, label }: { settingKey: string; label: string }) {
  const reset = usePress(resetSettingAction, { done: "Back to the default." });
  return (
    <Button
      variant="quiet"
      size="sm"
      isPending={reset.isPending}
      onClick={() => reset.run({ key: settingKey })}
      aria-label={`Reset to default: ${label}`}
    >
      <RotateCcw aria-hidden="true" />
      Reset
    </Button>
  );
}
