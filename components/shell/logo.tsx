/** The mark: a stipe, one blade, and the roots by which kelp holds on to rock. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className ?? "size-7"}>
      <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round">
        <path d="M16 3v11" />
        <path d="M16 12c0 7.5-8.5 5-11 14M16 12c0 7.5-3.6 8-4 15M16 12c0 7.5 8.5 5 11 14M16 12c0 7.5 3.6 8 4 15" />
      </g>
      <path d="M16 9.500c1.7-5 5.5-7 10.5-7-.6 4.8-4.7 7.6-10.5 7Z" fill="var(--color-valid)" />
      <path d="M3 30h26" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" opacity="0.45" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ isMarkOnly = false }: { isMarkOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-ink">
      <LogoMark className="size-7 shrink-0 text-accent" />
      <span className={isMarkOnly ? "sr-only" : "font-semibold text-lg tracking-tight"}>Holdfast</span>
    </span>
  );
}
