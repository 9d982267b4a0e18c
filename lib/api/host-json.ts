import type { z } from "zod";
import type { HostJson } from "@/lib/api/host-shapes";
import { isoOf } from "@/lib/api/resource-json";
import type { HostRow } from "@/lib/hosts/host-rows";
import { incidentSentence } from "@/lib/hosts/incident";

/** A host as the API shows it. */
export function hostJson(row: HostRow): z.input<typeof HostJson> {
  const { host, resources, standing, pause, wait, incident, learned, slowdownMs, lastStatus } = row;
  return {
    host,
    resourceCount: resources.total,
    verdicts: resources.byVerdict,
    state: standing.kind,
    nextAt: isoOf(row.nextAt),
    pause: pause && { since: isoOf(pause.at), until: isoOf(pause.until), reason: pause.reason, by: pause.by },
    wait: wait && { until: wait.until.toISOString(), reason: wait.reason },
    rule: ruleJson(row.rule),
    incident: incident && {
      resourceCount: incident.count,
      reason: incident.reason,
      since: isoOf(incident.since),
      lastAnswerAt: isoOf(incident.answeredAt),
      sentence: incidentSentence(incident),
    },
    recent: { checks: row.recentCount, refused: row.recentBlocked },
    slowdownMs,
    lastAskedAt: isoOf(row.lastAskedAt),
    lastStatus,
    learned: {
      method: learned.method,
      madeUpStatus: learned.madeUpStatus,
      crawlDelayMs: learned.crawlDelayMs,
      robotsState: learned.robotsState,
      robotsReadAt: isoOf(learned.robotsReadAt),
    },
  };
}

function ruleJson(rule: HostRow["rule"]): z.input<typeof HostJson>["rule"] {
  if (rule === null) return null;
  const { intervalMs, acceptedCodes, method, reason, expiresAt, createdAt, createdByName } = rule;
  const times = { expiresAt: isoOf(expiresAt), createdAt: createdAt.toISOString() };
  return { intervalMs, acceptedCodes, method, reason, ...times, createdBy: createdByName };
}
