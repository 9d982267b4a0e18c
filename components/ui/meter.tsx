import { clsx } from "clsx";

type MeterProps = {
  /** Names what is measured. */
  label: string;
  value: number;
  max: number;
  /** What it says in words: "1,200 of 10,000 used". */
  text: string;
  /** From here on it is drawn as a warning. */
  warnAt?: number;
  className?: string;
};

/** How much of something limited is used, or done. */
export function Meter({ label, value, max, text, warnAt, className }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={clsx("h-1.5 overflow-hidden rounded-full bg-sunken", className)}>
      <meter
        className="sr-only"
        aria-label={label}
        aria-valuetext={text}
        min={0}
        max={max}
        value={Math.min(value, max)}
      >
        {text}
      </meter>
      <div
        aria-hidden="true"
        className={clsx("h-full rounded-full", warnAt !== undefined && value >= warnAt ? "bg-failing" : "bg-accent")}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
