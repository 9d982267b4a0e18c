"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFormFooter, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { formatCount } from "@/lib/format";
import type { HostDetail } from "@/lib/hosts/get-host";
import type { HostRuleInput } from "@/lib/hosts/input";
import { endHostRuleAction, setHostRuleAction } from "../actions";

type Rule = HostDetail["rule"];
type RuleDialogProps = { host: string; rule: Rule };

/** "Set a rule …": what is different for this host, why, and until when. */
export function RuleDialog({ host, rule }: RuleDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{rule ? "Change …" : "Set a rule …"}</Button>
      </DialogTrigger>
      <DialogContent
        title={`A rule for ${host}`}
        description="What is left empty stays as the settings have it. In force within half a minute, also for checks under way."
      >
        <RuleForm host={host} rule={rule} onDone={() => setIsOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** A rule in force as what is sent to set it again. */
export function ruleInput(rule: NonNullable<Rule>): HostRuleInput {
  const { intervalMs, acceptedCodes, reason, expiresAt } = rule;
  const method = rule.method === "GET" || rule.method === "HEAD" ? rule.method : null;
  return { intervalMs, acceptedCodes, method, reason, expiresAt: expiresAt?.toISOString() ?? null };
}

function RuleForm({ host, rule, onDone }: RuleDialogProps & { onDone: () => void }) {
  const failed = { onFailed: ({ message }: { message: string }) => notify.failure(message) };
  const restore = useAction(setHostRuleAction, failed);
  const end = useAction(endHostRuleAction, failed);
  const set = useAction(setHostRuleAction, {
    onDone: ({ recheckCount }, notice) => {
      const next = recheckCount > 0 ? ` ${formatCount(recheckCount, "resource")} will be checked by it.` : "";
      notify.undoable(notice ?? `The rule holds.${next}`, () =>
        rule ? restore.run({ host, rule: ruleInput(rule) }) : end.run({ host }),
      );
      onDone();
    },
  });
  const errorAt = (name: string) =>
    Object.entries(set.fields).find(([key]) => key === `rule.${name}` || key.startsWith(`rule.${name}.`))?.[1];

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    set.run({ host, rule: ruleOf(new FormData(event.currentTarget)) });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label="Codes that are fine"
        isOptional
        hint="Separated by commas, such as 403. An answer with one of them counts as valid, whatever its page says."
        error={errorAt("acceptedCodes")}
      >
        {(control) => (
          <Input {...control} name="codes" inputMode="numeric" defaultValue={rule?.acceptedCodes.join(", ")} />
        )}
      </Field>
      <Field
        label="Seconds between two requests"
        isOptional
        hint="A crawl delay of its robots.txt is kept where it is longer."
        error={errorAt("intervalMs")}
      >
        {(control) => (
          <Input
            {...control}
            name="seconds"
            inputMode="decimal"
            className="w-32"
            defaultValue={rule?.intervalMs == null ? "" : rule.intervalMs / 1_000}
          />
        )}
      </Field>
      <Field label="Method" error={errorAt("method")}>
        {(control) => (
          <Select {...control} name="method" defaultValue={rule?.method ?? ""}>
            <option value="">As learned: HEAD, and GET where that fails</option>
            <option value="HEAD">HEAD first, whatever was learned</option>
            <option value="GET">GET at once</option>
          </Select>
        )}
      </Field>
      <Field label="Why" hint="Shown to everybody who meets the rule." error={errorAt("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} defaultValue={rule?.reason} />}
      </Field>
      <Field label="Ends on" isOptional hint="At the end of that day, UTC." error={errorAt("expiresAt")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            name="day"
            className="w-44"
            defaultValue={rule?.expiresAt?.toISOString().slice(0, 10)}
          />
        )}
      </Field>
      {(errorAt("input") || set.fields.host) && (
        <p role="alert" className="font-medium text-danger text-sm">
          {errorAt("input") ?? set.fields.host}
        </p>
      )}
      {set.failure && !set.failure.fields && (
        <p role="alert" className="font-medium text-danger text-sm">
          {set.failure.message}
        </p>
      )}
      <DialogFormFooter submitLabel="Set the rule" isPending={set.isPending} />
    </form>
  );
}

function ruleOf(form: FormData): HostRuleInput {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [codes, seconds, day, method] = [text("codes"), text("seconds"), text("day"), text("method")];
  return {
    acceptedCodes: codes === "" ? [] : codes.split(/[\s,;]+/).map(Number),
    intervalMs: seconds === "" ? null : Number(seconds.replace(",", ".")) * 1_000,
    method: method === "GET" || method === "HEAD" ? method : null,
    reason: text("reason"),
    expiresAt: day === "" ? null : `${day}T23:59:59Z`,
  };
}
