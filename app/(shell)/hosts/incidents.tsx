import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatCount, formatNumber } from "@/lib/format";
import { hostPath } from "@/lib/hosts/host-name";
import { type Incident, incidentSentence } from "@/lib/hosts/incident";
import { reasonText } from "@/lib/resources/verdict";
import { hostsPath } from "./search-params";

/** More than these are a list of their own. */
const SHOWN = 5;

/** Hosts that fail as a whole: one line each, however many resources fail with them. */
export function Incidents({ incidents }: { incidents: readonly Incident[] }) {
  if (incidents.length === 0) return null;
  return (
    <Section
      title="Incidents"
      className="mt-4"
      note={`${formatCount(incidents.length, "host")} without any answer since ${incidents.length === 1 ? "its" : "their"} resources began to fail`}
      actions={
        incidents.length > SHOWN && (
          <Link href={toRoute(hostsPath({ mark: ["incident"] }))} className="link text-sm">
            All {formatNumber(incidents.length)}
          </Link>
        )
      }
    >
      <ul className="-mt-3">
        {incidents.slice(0, SHOWN).map((incident) => (
          <li key={incident.host} className="border-b">
            <Link href={toRoute(hostPath(incident.host))} className="group flex items-center gap-3 py-2 hover:bg-hover">
              <span className="w-10 shrink-0 text-right font-medium text-broken text-lg">
                {formatNumber(incident.count)}
              </span>
              <span className="min-w-0 flex-1 text-sm">
                <span className="break-words font-medium group-hover:underline">{incidentSentence(incident)}</span>{" "}
                <span className="text-muted">
                  {reasonText(incident.reason).meaning} It began <Time at={incident.since} />
                  {incident.answeredAt ? (
                    <>
                      ; the last answer came <Time at={incident.answeredAt} />.
                    </>
                  ) : (
                    "; it has never answered."
                  )}
                </span>
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
