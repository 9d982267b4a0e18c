import { Select } from "@/components/ui/input";

type FilterSelectProps = {
  /** What is filtered by: "Collection". */
  label: string;
  /** The first choice, which filters nothing: "All collections". */
  allText: string;
  options: readonly { value: string; label: string }[];
  /** Empty when nothing is chosen. */
  value: string;
  onChange: (value: string) => void;
  /** May give a width. */
  className?: string;
};

/** A filter of which one value holds at a time; for several at once see {@link ./filter-menu#FilterMenu}. */
export function FilterSelect({ label, allText, options, value, onChange, className = "w-32" }: FilterSelectProps) {
  return (
    <Select
      isSmall
      aria-label={label}
      className={className}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{allText}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
