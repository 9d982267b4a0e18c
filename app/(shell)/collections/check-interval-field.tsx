import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatCount } from "@/lib/format";

type CheckIntervalFieldProps = {
  /** null: as the setting says. */
  value: number | null;
  /** Of the setting, for collections that have none of their own. */
  settingDays: number;
  error?: string;
};

/** "Check every … days" of a collection. */
export function CheckIntervalField({ value, settingDays, error }: CheckIntervalFieldProps) {
  return (
    <Field
      label="Check its resources every … days"
      isOptional
      hint={`Left empty, the setting holds: every ${formatCount(settingDays, "day")}. A shorter time brings planned checks forward; what was last checked longer ago is due at once.`}
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          name="checkIntervalDays"
          inputMode="decimal"
          autoComplete="off"
          placeholder={String(settingDays)}
          defaultValue={value ?? ""}
          className="w-24"
        />
      )}
    </Field>
  );
}

/** What the field holds: null when it is empty, not a number when it is none. */
export function checkIntervalValue(form: FormData): number | null {
  const text = String(form.get("checkIntervalDays") ?? "").trim();
  return text === "" ? null : Number(text.replace(",", "."));
}
