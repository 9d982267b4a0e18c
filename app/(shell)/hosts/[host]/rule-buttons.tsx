"use client";

import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import type { HostDetail } from "@/lib/hosts/get-host";
import { endHostRuleAction, setHostRuleAction } from "../actions";
import { RuleDialog, ruleInput } from "./rule-dialog";

type RuleButtonsProps = { host: string; rule: HostDetail["rule"] };

/** "Set a rule", or "Change" and "End" of the one in force. */
export function RuleButtons({ host, rule }: RuleButtonsProps) {
  const restore = useAction(setHostRuleAction, { onFailed: ({ message }) => notify.failure(message) });
  const end = useAction(endHostRuleAction, {
    onDone: (_, notice) => {
      if (notice) notify.success(notice);
      else if (rule) {
        notify.undoable("The rule has ended.", () => restore.run({ host, rule: ruleInput(rule) }));
      }
    },
    onFailed: ({ message }) => notify.failure(message),
  });
  return (
    <>
      {rule && (
        <Button size="sm" isPending={end.isPending} onClick={() => end.run({ host })}>
          End the rule
        </Button>
      )}
      <RuleDialog host={host} rule={rule} />
    </>
  );
}
