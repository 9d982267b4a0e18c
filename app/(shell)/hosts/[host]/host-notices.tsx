import { Banner } from "@/components/ui/banner";
import { Time } from "@/components/ui/time";
import type { HostDetail } from "@/lib/hosts/get-host";
import { incidentSentence } from "@/lib/hosts/incident";
import { isMostlyRefused } from "@/lib/hosts/query";
import { reasonText } from "@/lib/resources/verdict";
import { StandingDetail, StandingMark } from "../standing-text";

/** How it stands, and what a person should know before anything else. */
export function HostNotices({ host }: { host: HostDetail }) {
  const { standing, incident } = host;
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p role="status">
        <StandingMark kind={standing.kind} />{" "}
        <span className="text-muted text-sm">
          <StandingDetail {...host} />
        </span>
      </p>
      {standing.kind === "paused" && (
        <Banner kind="pause" title="No request goes to this host.">
          Checks that are wanted stay wanted, and go on{" "}
          {standing.until ? <Time at={standing.until} /> : "when the pause is lifted"}.
        </Banner>
      )}
      {incident && (
        <Banner kind="alarm" title={incidentSentence(incident)}>
          {reasonText(incident.reason).meaning} It began <Time at={incident.since} />
          {incident.answeredAt ? (
            <>
              ; the last answer came <Time at={incident.answeredAt} />.
            </>
          ) : (
            "; it has never answered."
          )}
        </Banner>
      )}
      {isMostlyRefused(host) && (
        <Banner title="It refuses most of our checks.">
          That says nothing about what its visitors see. If the answer is fine, a rule can say so; a wider gap may help
          where it finds us too quick.
        </Banner>
      )}
    </div>
  );
}
