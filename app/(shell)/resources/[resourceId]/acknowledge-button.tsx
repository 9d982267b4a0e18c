"use client";

import { BellOff, BellRing } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import { AcknowledgeDialog } from "../acknowledge-dialog";
import { acknowledgeAction, withdrawAcknowledgementAction } from "./actions";

type AcknowledgeButtonProps = { resourceId: string; outcome: string; isPossible: boolean; isInForce: boolean };

/** "Acknowledge …" while the outcome asks for somebody, then "Withdraw acknowledgement"; nothing where all is well. */
export function AcknowledgeButton({ resourceId, outcome, isPossible, isInForce }: AcknowledgeButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const withdraw = usePress(withdrawAcknowledgementAction, { done: "Withdrawn: it asks for somebody again." });
  const acknowledge = useAction(acknowledgeAction, {
    onDone() {
      setIsOpen(false);
      notify.undoable("Acknowledged.", () => withdraw.run({ resourceId }));
    },
    onFailed(failure) {
      if (failure.fields === undefined) notify.failure(failure.message);
    },
  });
  if (isInForce) {
    return (
      <Button isPending={withdraw.isPending} onClick={() => withdraw.run({ resourceId })}>
        <BellRing aria-hidden="true" />
        Withdraw acknowledgement
      </Button>
    );
  }
  if (!isPossible) return null;
  const errors = Object.fromEntries(
    Object.entries(acknowledge.fields).map(([key, text]) => [key.replace(/^input\./, ""), text]),
  );
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <BellOff aria-hidden="true" />
        Acknowledge …
      </Button>
      <AcknowledgeDialog
        title="Acknowledge this outcome"
        open={isOpen}
        onOpenChange={setIsOpen}
        isPending={acknowledge.isPending}
        errors={errors}
        onSubmit={(input) => acknowledge.run({ resourceId, outcome, input })}
      />
    </>
  );
}
