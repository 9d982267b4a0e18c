/** A value as indented JSON; scrolls within itself. */
export function JsonBlock({ value }: { value: unknown }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="mt-1 max-h-80 overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs leading-relaxed"
    >
      {JSON.stringify(value, null, 2) ?? "nothing"}
    </pre>
  );
}
