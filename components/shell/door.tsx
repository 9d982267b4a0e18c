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

/** Stipes that hold on to rock below moving water. */
function Kelp() {
  return (
    <div aria-hidden="true" className="hidden overflow-hidden border-r bg-accent-soft md:block">
      <svg
        aria-hidden="true"
        viewBox="0 0 400 800"
        preserveAspectRatio="xMidYMax slice"
        className="h-full w-full text-accent"
      >
        <g fill="none" stroke="currentColor" strokeLinecap="round">
          {STIPES.map((stipe) => (
            <g key={stipe.x} opacity={stipe.opacity} strokeWidth={stipe.width}>
              <path
                d={`M${stipe.x} 700C${stipe.x - 40} 560 ${stipe.x + 50} 430 ${stipe.x} 290S${stipe.x + 20} 90 ${stipe.x - 10} ${stipe.top}`}
              />
              {ROOTS.map((dx) => (
                <path key={dx} d={`M${stipe.x} 690c0 30 ${dx * 0.9} 20 ${dx} 62`} />
              ))}
            </g>
          ))}
        </g>
        <g fill="currentColor">
          {STIPES.flatMap((stipe) =>
            BLADES.map(([y, side]) => (
              <path
                key={`${stipe.x} ${y}`}
                opacity={stipe.opacity * 0.55}
                d={`M${stipe.x} ${y}c${side * 26} -52 ${side * 62} -60 ${side * 84} -48c${side * -12} 34 ${side * -46} 52 ${side * -84} 48Z`}
              />
            )),
          )}
          <path d="M0 752c60-14 120-6 190-10s150-12 210 2v56H0Z" opacity="0.22" />
        </g>
      </svg>
    </div>
  );
}

const STIPES = [
  { x: 90, top: 60, width: 5, opacity: 0.35 },
  { x: 215, top: -20, width: 8, opacity: 0.75 },
  { x: 330, top: 150, width: 4, opacity: 0.25 },
] as const;
const ROOTS = [-44, -20, 18, 42] as const;
const BLADES = [
  [300, 1],
  [200, -1],
  [420, -1],
  [520, 1],
] as const;
