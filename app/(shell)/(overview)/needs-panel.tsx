import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { formatNumber } from "@/lib/format";
import type { NeedsPerson } from "@/lib/overview/get-overview";

/** What no machine can settle; each line leads to its rows. */
export function NeedsPanel({ needs }: { needs: readonly NeedsPerson[] }) {
  return (
    <Section title="Needs a person">
      {needs.length === 0 ? (
        <p className="text-muted text-sm">Nothing. What fails is tried again by itself first.</p>
      ) : (
        <ul className="-mt-3">
          {needs.map((need) => (
            <li key={need.code} className="border-b">
              <Link href={toRoute(need.href)} className="group flex items-center gap-3 py-2 hover:bg-hover">
                <span className="w-10 shrink-0 text-right font-medium text-failing text-lg">
                  {formatNumber(need.count)}
                </span>
                <span className="min-w-0 flex-1 text-sm group-hover:underline">{need.sentence}</span>
                <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
