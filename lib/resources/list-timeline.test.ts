import { expect, test } from "vitest";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { ADMIN, makeCollection, makeResource } from "./fixtures/rows";
import { listTimeline } from "./list-timeline";

const T0 = Date.UTC(2026, 2, 1);

async function busyResource(count: number) {
  const { id: collectionId } = await makeCollection();
  const [resource, other] = [await makeResource(collectionId), await makeResource(collectionId)];
  for (const { id: resourceId } of [resource, other]) {
    for (let n = 0; n < count; n++) {
      // Pairs at one moment, so that ties fall on the edges of pages.
      const at = new Date(T0 + Math.floor(n / 2) * 60_000);
      const check = { durationMs: 1, verdict: "valid", reason: "ok", trigger: "schedule", evidence: {} } as const;
      await db.check.create({ data: { resourceId, urlVersion: 1, startedAt: at, ...check } });
      const snapshot = {
        id: `${resourceId}-${n}`,
        resourceId,
        urlVersion: 1,
        url: "https://example.org/",
        requestedAt: at,
      };
      await db.snapshot.create({ data: { ...snapshot, status: "error" } });
    }
    await writeAudit(db, { actor: ADMIN, action: "resource.edited", subjectKind: "resource", subjectId: resourceId });
  }
  return resource.id;
}

test("checks, snapshots and activity come in one order, newest first, each once, whatever the pages", async () => {
  const resourceId = await busyResource(9);
  const whole = await listTimeline({ resourceId, limit: 200 });
  expect(whole.items).toHaveLength(19);
  expect(whole.nextCursor).toBeNull();
  expect(whole.items[0]).toMatchObject({
    kind: "activity",
    entry: { action: "resource.edited", subjectId: resourceId },
  });
  const times = whole.items.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  for (const { kind, entry } of whole.items)
    expect(kind === "activity" ? entry.subjectId : entry.resourceId).toBe(resourceId);

  for (const limit of [1, 2, 3, 7]) {
    const paged = [];
    let after: string | undefined;
    do {
      const page = await listTimeline({ resourceId, after, limit });
      paged.push(...page.items);
      after = page.nextCursor ?? undefined;
    } while (after !== undefined && paged.length < 50);
    expect(paged).toEqual(whole.items);
  }
});

test("nothing happened to a resource that does not exist, and a broken cursor is refused", async () => {
  expect(await listTimeline({ resourceId: "nobody" })).toEqual({ items: [], nextCursor: null });
  for (const after of ["x", Buffer.from('["today","x"]').toString("base64url")])
    await expect(listTimeline({ resourceId: "0000-0000-0000", after })).rejects.toMatchObject({ code: "INVALID" });
});
