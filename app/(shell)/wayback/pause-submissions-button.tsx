"use client";

import { Pause, Play } from "lucide-react";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { setSettingAction } from "../settings/actions";

/** The switch of all snapshots; what waits keeps waiting. */
export function PauseSubmissionsButton({ isOn }: { isOn: boolean }) {
  const save = usePress(setSettingAction, {
    done: isOn ? "Paused. What waits keeps waiting." : "Going on.",
  });
  return (
    <Button isPending={save.isPending} onClick={() => save.run({ key: "snapshots.isOn", value: !isOn })}>
      {isOn ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      {isOn ? "Pause snapshots" : "Resume snapshots"}
    </Button>
  );
}
