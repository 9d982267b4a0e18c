/** Ends a row of filters of which any is set: leads back to all rows. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <button type="button" className="link shrink-0 px-1.5 text-sm" onClick={onClear}>
      Clear all
    </button>
  );
}
