import type { ReactNode } from "react";
import { Logo } from "./logo";

/** The page in front of the app: sign-in and the first password. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh bg-surface md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <Kelp />
      <div className="flex flex-col px-6 py-8 sm:px-12 md:justify-center">
        <div className="w-full max-w-sm">
          <Logo />
          <h1 className="mt-10 font-semibold text-xl tracking-tight md:mt-8">{title}</h1>
          {lead && <p className="mt-1 text-muted">{lead}</p>}
          <div className="mt-6">{children}</div>
        </div>
      </div>
    </main>
  );
}

/** A plate of the organ the product is named after: straps in the water, a stipe, and the roots that hold the rock. */
function Kelp() {
  return (
    <div aria-hidden="true" className="relative hidden overflow-hidden border-r bg-accent-soft md:block">
      <svg
        aria-hidden="true"
        viewBox="0 0 400 800"
        preserveAspectRatio="xMidYMax slice"
        className="absolute inset-0 h-full w-full text-accent"
      >
        <g fill="none" stroke="currentColor" strokeLinecap="round">
          {STRAPS.map((strap) => (
            <g key={strap}>
              <path d={strap} strokeWidth="30" strokeLinecap="butt" opacity="0.13" />
              <path d={strap} strokeWidth="1.5" opacity="0.5" />
            </g>
          ))}
          <path d="M200 560C196 500 206 450 200 400" strokeWidth="13" />
          {ROOTS.map(({ to, bend, width }) => (
            <path
              key={to}
              d={`M${200 + to * 0.03} 552C${200 + to * bend} 590 ${200 + to * 0.75} 610 ${200 + to} ${rockAt(to)}`}
              strokeWidth={width}
            />
          ))}
        </g>
        <path d={ROCK} fill="currentColor" opacity="0.16" />
        <path d={ROCK} fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.5" />
      </svg>
    </div>
  );
}

const ROCK = "M-20 742C40 712 96 694 150 688S256 680 300 700 372 716 420 738V820H-20Z";

/** Height of the rock's surface below a root's end, `dx` from the stipe. */
function rockAt(dx: number): number {
  return 690 + (Math.abs(dx) / 130) ** 2 * 26;
}

const STRAPS = [
  "M200 410C150 330 90 300 110 210S60 80 96 -40",
  "M200 405C190 310 240 250 205 160S230 30 200 -40",
  "M200 410C260 350 320 300 292 200S350 70 318 -40",
] as const;

const ROOTS = [
  { to: -136, bend: 0.35, width: 4 },
  { to: -102, bend: 0.5, width: 7 },
  { to: -70, bend: 0.3, width: 5 },
  { to: -44, bend: 0.75, width: 8 },
  { to: -14, bend: 1.6, width: 5 },
  { to: 16, bend: 1.3, width: 7 },
  { to: 46, bend: 0.7, width: 6 },
  { to: 74, bend: 0.4, width: 8 },
  { to: 108, bend: 0.5, width: 5 },
  { to: 140, bend: 0.3, width: 6 },
] as const;
