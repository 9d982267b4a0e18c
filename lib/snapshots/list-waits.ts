import { db } from "@/lib/db";
import { archiveCodeNextStep, archiveCodeWords } from "./archive-codes";
import type { Stop } from "./find-stop";
import { LANE_PRIORITY, SNAPSHOT_LANES, type SnapshotQuery } from "./query";
import { reasonSentence } from "./snapshot-state";

/** Why some rows don't go on this moment. */
export type Wait = {
  /** `pace`, `slots`, `reserve`, `held`, `look_up`, `same_url`, the code of a stop, or of the archive. */
  code: string;
  count: number;
  sentence: string;
  /** When the first of them goes on; null when that hangs on others, or on people. */
  from: Date | null;
  /** When the last of them does. */
  until: Date | null;
  /** The rows behind it. */
  query: SnapshotQuery;
};

type Kind = "ready" | "paused_by_person" | "postponed" | "same_url" | "look_up";
type Group = {
  kind: Kind;
  code: string | null;
  priority: number;
  count: number;
  from: Date | null;
  until: Date | null;
};

/** What decides about rows that are ready. */
export type Gate = {
  stop: Stop | null;
  /** What is left of the day is kept for people; until 00:00 UTC. */
  reservedUntil: Date | null;
  areSlotsFull: boolean;
  paceSeconds: number;
};

/** Every row that waits is in one of these groups, the largest first. */
export async function listWaits({ gate, now }: { gate: Gate; now: Date }): Promise<Wait[]> {
  const groups = await db.$queryRaw<Group[]>`
    SELECT "kind", CASE WHEN "kind" = 'postponed' THEN COALESCE("archiveCode", "reason", '') END AS "code",
      CASE WHEN "kind" = 'ready' THEN "priority" ELSE 0 END AS "priority", count(*)::int AS "count",
      min("notBefore") AS "from", max("notBefore") AS "until"
    FROM (
      SELECT s.*, CASE
        WHEN s."status" = 'unknown' THEN 'look_up' WHEN s."reason" = 'paused_by_person' THEN 'paused_by_person' WHEN s."notBefore" > ${now} THEN 'postponed'
        WHEN s."url" IN (SELECT "url" FROM "Snapshot" WHERE "status" IN ('submitting', 'unknown')) THEN 'same_url'
        ELSE 'ready' END AS "kind"
      FROM "Snapshot" s WHERE s."status" IN ('queued', 'unknown')
    ) waiting GROUP BY 1, 2, 3`;
  return merge(groups.map((group) => toWait(group, gate))).sort(
    (a, b) => b.count - a.count || a.code.localeCompare(b.code),
  );
}

function toWait(group: Group, gate: Gate): Wait {
  const { kind, count, from, until } = group;
  switch (kind) {
    case "ready":
      return { count, ...readyWait(group, gate) };
    case "paused_by_person":
      return {
        code: "paused_by_person",
        count,
        sentence: reasonSentence("paused_by_person"),
        from: null,
        until: null,
        query: { waits: "paused" },
      };
    case "look_up": {
      const sentence =
        "It is not clear whether they were captured: the archive's index is asked before anything is sent again.";
      return { code: "look_up", count, sentence, from, until, query: { status: ["unknown"] } };
    }
    case "same_url": {
      const sentence =
        "Another snapshot of the same address is being sent or is in doubt; they share what comes of it.";
      return {
        code: "same_url",
        count,
        sentence,
        from: null,
        until: null,
        query: { status: ["queued"], waits: "ready" },
      };
    }
    case "postponed":
      return { count, from, until, ...postponedWait(group.code ?? "") };
  }
}

function postponedWait(code: string): Pick<Wait, "code" | "sentence" | "query"> {
  if (code === "") {
    const sentence = "An earlier try asked them to wait.";
    return { code: "later", sentence, query: { waits: "later" } };
  }
  if (!code.includes(":")) return { code, sentence: reasonSentence(code), query: { waits: "later", reason: code } };
  const sentence = `${archiveCodeWords(code).sentence} ${archiveCodeNextStep(code, false)}`;
  return { code, sentence, query: { waits: "later", archiveCode: code } };
}

function readyWait({ priority }: Group, gate: Gate): Omit<Wait, "count"> {
  const { stop, reservedUntil, areSlotsFull, paceSeconds } = gate;
  const query: SnapshotQuery = { waits: "ready" };
  if (stop) return { code: stop.code, sentence: stop.sentence, from: stop.until, until: stop.until, query };
  if (reservedUntil && priority < LANE_PRIORITY.people) {
    const lane = SNAPSHOT_LANES.filter((name) => name !== "people");
    const [code, sentence] = ["reserve", reasonSentence("reserve")];
    return { code, sentence, from: reservedUntil, until: reservedUntil, query: { ...query, lane } };
  }
  const soon = { from: null, until: null, query };
  if (areSlotsFull) {
    return {
      code: "slots",
      sentence: "All capture slots of our account are at work; each goes on when one is free.",
      ...soon,
    };
  }
  return { code: "pace", sentence: `They take their turns at the pace: one every ${paceSeconds} s.`, ...soon };
}

/** Rows of several priorities may wait for the same. */
function merge(waits: readonly Wait[]): Wait[] {
  const byCode = new Map<string, Wait>();
  for (const wait of waits) {
    const known = byCode.get(wait.code);
    byCode.set(wait.code, known ? { ...known, count: known.count + wait.count } : wait);
  }
  return [...byCode.values()];
}
