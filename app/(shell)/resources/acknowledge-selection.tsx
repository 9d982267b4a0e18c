"use client";

import { BellOff, BellRing } from "lucide-react";
import { useState } from "react";
import type { Selection } from "@/components/table/use-selection";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { toRoute } from "@/components/ui/route";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import type { SelectionInput } from "@/lib/bulk/selection";
import { formatCount } from "@/lib/format";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { acknowledgeSelectionAction, undoAcknowledgementsAction, withdrawSelectionAction } from "./actions";
import { bulkPath } from "./bulk/search-params";

type AcknowledgeSelectionProps = {
  selection: Selection;
  target: SelectionInput;
  /** The list shows only acknowledged ones: then they are withdrawn instead. */
  isWithdrawing: boolean;
};

/** "Acknowledge …" for what is selected; among acknowledged ones "Withdraw acknowledgement". */
export function AcknowledgeSelection({ selection, target, isWithdrawing }: AcknowledgeSelectionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const undo = usePress(undoAcknowledgementsAction, {
    done: ({ withdrawnCount }) => `${formatCount(withdrawnCount, "acknowledgement")} taken back.`,
  });
  const acknowledge = useAction(acknowledgeSelectionAction, {
    onDone({ bulkRunId, doneCount, total }) {
      setIsOpen(false);
      selection.clear();
      const left = total - doneCount;
      const rest = left === 0 ? "" : ` ${formatCount(left, "resource")} left out.`;
      notify.undoable(`Acknowledged ${formatCount(doneCount, "outcome")}.${rest}`, () => undo.run({ bulkRunId }));
    },
    onFailed(failure) {
      if (failure.fields === undefined) notify.failure(failure.message);
    },
  });
  const withdraw = usePress(withdrawSelectionAction, {
    done: ({ doneCount }) => `Withdrew ${formatCount(doneCount, "acknowledgement")}.`,
    link: ({ bulkRunId }) => ({ label: "See each", href: toRoute(bulkPath(bulkRunId)) }),
    onDone: () => selection.clear(),
  });
  if (isWithdrawing) {
    return (
      <Button size="sm" isPending={withdraw.isPending} onClick={() => withdraw.run(target)}>
        <BellRing aria-hidden="true" />
        Withdraw acknowledgement
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" isPending={acknowledge.isPending} onClick={() => setIsOpen(true)}>
        <BellOff aria-hidden="true" />
        Acknowledge …
      </Button>
      <AcknowledgeDialog
        title="Acknowledge the outcomes of the selection"
        open={isOpen}
        onOpenChange={setIsOpen}
        isPending={acknowledge.isPending}
        errors={fieldsOf(acknowledge.fields)}
        onSubmit={(input) => acknowledge.run({ selection: target, input })}
      />
    </>
  );
}

/** The action takes the acknowledgement as one value, so its errors are at `input.reason`. */
function fieldsOf(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, text]) => [key.replace(/^input\./, ""), text]));
}
