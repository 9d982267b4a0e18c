import { formatCount, formatNumber } from "@/lib/format";
import { reasonText } from "@/lib/resources/verdict";

/** Many resources of one host that fail because of the host: one thing to look at, however many they are. */
export type Incident = {
  host: string;
  /** Live resources of the host that fail for a reason of the host. */
  count: number;
  /** Those of them that nobody has acknowledged. */
  openCount: number;
  /** Live resources of the host. */
  total: number;
  /** The reason that most of them have. */
  reason: string;
  /** When the first of them began to fail. */
  since: Date | null;
  /** When the host last answered anything; null: never. */
  answeredAt: Date | null;
};

/** The incident in one sentence. Browser-safe. */
export function incidentSentence({
  host,
  count,
  total,
  reason,
}: Pick<Incident, "host" | "count" | "total" | "reason">) {
  const { label } = reasonText(reason);
  const share =
    count === total ? `all ${formatNumber(total)}` : `${formatNumber(count)} of ${formatCount(total, "resource")}`;
  return `${host}: ${label.toLowerCase()}, with ${count === total ? `${share} of its resources` : share}.`;
}

/** All incidents in one sentence: of one the sentence itself. */
export function incidentsSentence(incidents: readonly Incident[]): string {
  const [first, ...more] = incidents;
  if (!first) return "";
  if (more.length === 0) return incidentSentence(first);
  const sum = incidents.reduce((count, incident) => count + incident.count, 0);
  return `Hosts that fail as a whole, ${formatCount(sum, "resource")} with them: look at the host, not at each resource.`;
}
