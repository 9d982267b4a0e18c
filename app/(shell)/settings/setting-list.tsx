import { Time } from "@/components/ui/time";
import type { SettingRow } from "@/lib/settings/list-settings";
import { ResetSettingButton } from "./reset-setting-button";
import { SettingControl } from "./setting-control";
import { type SettingValue, toText, valueLabel } from "./setting-value";

/** Settings of one group: what it is and why, its value, and where that comes from. */
export function SettingList({ settings, mayEdit }: { settings: readonly SettingRow[]; mayEdit: boolean }) {
  return (
    <ul className="-mt-3">
      {settings.map((setting) => (
        <li
          key={setting.key}
          id={setting.key}
          className="grid scroll-mt-16 items-center gap-x-6 gap-y-1.5 border-b py-2.5 target:bg-accent-soft md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)_11rem]"
        >
          <div>
            <p className="font-medium text-sm">{setting.label}</p>
            <p className="text-muted text-xs">
              {setting.reason} <code className="font-mono text-2xs text-faint">{setting.key}</code>
            </p>
          </div>
          <SettingControl
            settingKey={setting.key}
            label={setting.label}
            value={toValue(setting.value)}
            unit={setting.unit}
            mayEdit={mayEdit}
          />
          <Source setting={setting} mayEdit={mayEdit} />
        </li>
      ))}
    </ul>
  );
}

function Source({ setting, mayEdit }: { setting: SettingRow; mayEdit: boolean }) {
  const fallback = valueLabel(toValue(setting.default), setting.unit);
  if (setting.isUnusable)
    return <p className="text-failing text-xs">The stored value no longer fits; the default holds: {fallback}.</p>;
  if (setting.source === "default") return <p className="text-faint text-xs">Default</p>;
  const isDefault = toText(toValue(setting.value)) === toText(toValue(setting.default));
  return (
    <div className="flex items-center justify-between gap-2">
      <p className="text-muted text-xs">
        {isDefault ? "Default, set by hand" : `Default: ${fallback}`}
        <br />
        {setting.changedBy ?? "Changed"} <Time at={setting.changedAt} />
      </p>
      {mayEdit && !isDefault && <ResetSettingButton settingKey={setting.key} label={setting.label} />}
    </div>
  );
}

/** Definitions hold switches, numbers, texts and lists of numbers, nothing else. */
function toValue(value: unknown): SettingValue {
  if (typeof value === "boolean" || typeof value === "number") return value;
  return Array.isArray(value) ? value.map(Number) : String(value);
}
