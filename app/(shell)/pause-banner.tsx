"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { setSettingAction } from "./settings/actions";

/** All outgoing traffic is paused: said on every page; an admin lifts it here. */
export function PauseBanner({ mayLift }: { mayLift: boolean }) {
  const lift = usePress(setSettingAction, { done: "Lifted. Work goes on." });
  return (
    <Banner
      kind="pause"
      title="All outgoing traffic is paused."
      className="rounded-none px-4 sm:px-6"
      action={
        mayLift && (
          <Button
            size="sm"
            isPending={lift.isPending}
            onClick={() => lift.run({ key: "traffic.isPaused", value: false })}
          >
            Resume
          </Button>
        )
      }
    >
      Work is kept and goes on later.
    </Banner>
  );
}
