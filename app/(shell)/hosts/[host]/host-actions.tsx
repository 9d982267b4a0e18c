"use client";

import { Eraser, OctagonPause, Play, RotateCw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import type { HostDetail } from "@/lib/hosts/get-host";
import { askHostNowAction, forgetHostAction, pauseHostAction, resumeHostAction } from "../actions";
import { PauseDialog } from "./pause-dialog";

/** What an admin can do with a host, but for its rule, which has buttons of its own. */
export function HostActions({ host }: { host: HostDetail }) {
  const [isPausing, setIsPausing] = useState(false);
  const { pause } = host;
  return (
    <>
      <ForgetButton host={host.host} />
      {host.wait && <AskButton host={host} />}
      <Button onClick={() => setIsPausing(true)}>
        <OctagonPause aria-hidden="true" />
        {pause ? "Change the pause …" : "Pause …"}
      </Button>
      {pause && <LiftButton host={host.host} pause={pause} />}
      <PauseDialog host={host.host} pause={pause} open={isPausing} onOpenChange={setIsPausing} />
    </>
  );
}

function LiftButton({ host, pause }: { host: string; pause: NonNullable<HostDetail["pause"]> }) {
  const again = useAction(pauseHostAction, { onFailed: ({ message }) => notify.failure(message) });
  const lift = useAction(resumeHostAction, {
    onDone: (_, notice) => {
      const { reason, until } = pause;
      notify.undoable(notice ?? "The pause is lifted; what waited goes on.", () =>
        again.run({ host, reason, until: until?.toISOString() ?? null }),
      );
    },
    onFailed: ({ message }) => notify.failure(message),
  });
  return (
    <Button variant="primary" isPending={lift.isPending} onClick={() => lift.run({ host })}>
      <Play aria-hidden="true" />
      Lift the pause
    </Button>
  );
}

function AskButton({ host: { host, wait } }: { host: HostDetail }) {
  const ask = usePress(askHostNowAction, { done: "One resource is asked first; the others go on if it answers." });
  const isItsWish = wait?.reason === "retry_after";
  const button = (
    <Button
      isPending={ask.isPending}
      onClick={isItsWish ? undefined : () => ask.run({ host, isAgainstItsWish: false })}
    >
      <RotateCw aria-hidden="true" />
      Ask again now{isItsWish ? " …" : ""}
    </Button>
  );
  if (!isItsWish) return button;
  return (
    <ConfirmDialog
      trigger={button}
      isDangerous
      title="Ask against its wish?"
      description={
        <>
          {host} asked us with Retry-After not to come before <Time at={wait?.until ?? null} />. A host that is asked
          all the same may shut us out for good.
        </>
      }
      confirmLabel="Ask all the same"
      onConfirm={() => ask.run({ host, isAgainstItsWish: true })}
    />
  );
}

function ForgetButton({ host }: { host: string }) {
  const forget = usePress(forgetHostAction, { done: "Forgotten. The next checks find it out anew." });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" isPending={forget.isPending}>
          <Eraser aria-hidden="true" />
          Forget what was learned …
        </Button>
      }
      title="Forget what was learned?"
      description="How it likes to be asked, what it answers to a made-up address, its robots.txt, the slow-down and the share of refusals are found out anew by the next checks. That can’t be undone. Verdicts, pause, rule, and a wait that it asked for stay."
      confirmLabel="Forget"
      onConfirm={() => forget.run({ host })}
    />
  );
}
