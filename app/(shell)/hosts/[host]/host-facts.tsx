import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { formatCount, formatDuration, formatNumber, formatShare } from "@/lib/format";
import type { HostDetail } from "@/lib/hosts/get-host";

/** The pace, the last answers, and what was learned. */
export function HostFacts({ host }: { host: HostDetail }) {
  const { recentCount, recentBlocked, lastAskedAt, lastStatus } = host;
  return (
    <Facts
      facts={[
        ["Gap", <Gap key="gap" host={host} />],
        ["Next request", <Next key="next" host={host} />],
        [
          "Last asked",
          <>
            <Time at={lastAskedAt} empty="never" />
            {lastStatus !== null && <span className="text-muted"> answered {lastStatus}</span>}
          </>,
        ],
        [
          "Refused of late",
          recentCount === 0
            ? "not known yet"
            : `${formatNumber(recentBlocked)} of ${formatCount(recentCount, "check")} (${formatShare(recentBlocked, recentCount)})`,
        ],
        ["Asked by", <Method key="method" host={host} />],
        ["A made-up address", <MadeUp key="made-up" learned={host.learned} />],
        ["robots.txt", <Robots key="robots" learned={host.learned} />],
      ]}
    />
  );
}

function Gap({ host: { gap } }: { host: HostDetail }) {
  return (
    <>
      {gap.gapMs === 0 ? "none" : formatDuration(gap.gapMs)} between two requests,{" "}
      {gap.from === "setting" && (
        <Link href={toRoute("/settings#checks.hostIntervalMs")} className="link">
          as set for all
        </Link>
      )}
      {gap.from === "rule" && "by its rule"}
      {gap.from === "crawl_delay" && "as its robots.txt asks"}
      {gap.slowdownMs > 0 && ` and ${formatDuration(gap.slowdownMs)} because it found us too quick`}
    </>
  );
}

function Next({ host: { nextAt, standing } }: { host: HostDetail }) {
  if (standing.kind === "paused" && standing.until === null) return "when the pause is lifted";
  return <Time at={nextAt} empty="at any time" past="at any time" />;
}

function Method({ host: { rule, learned } }: { host: HostDetail }) {
  if (rule?.method) return <>{rule.method}, by its rule</>;
  if (learned.method !== "GET") return "HEAD, and GET where the page is wanted";
  return (
    <>
      GET: it refuses HEAD or answers it wrongly, seen <Time at={learned.methodAt} />
    </>
  );
}

function MadeUp({ learned: { madeUpStatus, madeUpAt } }: { learned: HostDetail["learned"] }) {
  if (madeUpStatus === null) return "not asked for yet";
  return (
    <>
      {madeUpStatus < 400
        ? `answers with success (${madeUpStatus}), so each page is read and compared`
        : `is not found (${madeUpStatus}), as it should be`}
      ; asked <Time at={madeUpAt} />
    </>
  );
}

/** By the words of the database. */
const ROBOTS_WORDS: Readonly<Record<string, string>> = {
  none: "there is none",
  found: "there is one",
  unreachable: "could not be read",
};

function Robots({ learned: { robotsState, robotsReadAt, crawlDelayMs } }: { learned: HostDetail["learned"] }) {
  if (robotsState === null) return "not read yet";
  return (
    <>
      {ROBOTS_WORDS[robotsState] ?? robotsState}; looked <Time at={robotsReadAt} />
      {crawlDelayMs !== null && `; asks for ${formatDuration(crawlDelayMs)} between two requests`}
    </>
  );
}
