"use client";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { usePress } from "@/components/use-press";
import type { SettingUnit } from "@/lib/settings/setting-definition";
import { setSettingAction } from "./actions";
import { useLeaveWarning, useSettingDraft } from "./setting-drafts";
import { fromText, type SettingValue, toText, unitLabel, valueLabel } from "./setting-value";

type ControlProps = {
  settingKey: string;
  label: string;
  value: SettingValue;
  unit: SettingUnit | null;
  mayEdit: boolean;
};

/** The value of a setting; admins change it here, with effect at once. */
export function SettingControl(props: ControlProps) {
  if (!props.mayEdit) return <span className="text-sm">{valueLabel(props.value, props.unit)}</span>;
  return typeof props.value === "boolean" ? (
    <SettingSwitch {...props} value={props.value} />
  ) : (
    // A value that somebody else changed starts the field anew.
    <SettingField key={toText(props.value)} {...props} value={props.value} />
  );
}

function SettingSwitch({ settingKey, label, value }: ControlProps & { value: boolean }) {
  const save = usePress(setSettingAction, { done: `Saved: ${label.toLowerCase()}.` });
  return (
    <Switch
      aria-label={label}
      checked={value}
      isPending={save.isPending}
      onChange={(isOn) => save.run({ key: settingKey, value: isOn })}
    />
  );
}

function SettingField({ settingKey, label, value, unit }: ControlProps) {
  const saved = toText(value);
  const { text, type, forget } = useSettingDraft(settingKey, saved);
  const save = usePress(setSettingAction, { done: "Saved. It holds from now on.", onDone: forget });
  const typed = fromText(text, value);
  const isChanged = (typed === null ? text : toText(typed)) !== saved;
  useLeaveWarning(isChanged);
  const error = isChanged && typed === null ? "Type a number." : save.fields.value;
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && typed !== null) save.run({ key: settingKey, value: typed });
      }}
    >
      <span className="flex flex-wrap items-center gap-2">
        <Input
          aria-label={label}
          aria-invalid={error ? true : undefined}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={({ key }) => {
            if (key === "Escape") type(saved);
          }}
          inputMode={typeof value === "number" ? "decimal" : "text"}
          className={typeof value === "number" ? "max-w-32 text-right" : "max-w-56"}
        />
        <span className="text-muted text-sm">{unitLabel(unit)}</span>
        {isChanged && (
          <>
            <Button type="submit" variant="primary" isPending={save.isPending} disabled={typed === null}>
              Save
            </Button>
            <Button variant="quiet" onClick={() => type(saved)}>
              Discard
            </Button>
          </>
        )}
      </span>
      {isChanged && !error && (
        <span className="text-failing text-xs">Not saved yet; in force: {valueLabel(value, unit)}.</span>
      )}
      {error && (
        <span role="alert" className="text-danger text-xs">
          {error}
        </span>
      )}
    </form>
  );
}
