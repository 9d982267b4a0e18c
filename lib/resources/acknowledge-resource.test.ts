import { beforeAll, expect, test } from "vitest";
import { acknowledgeResource } from "./acknowledge-resource";
import { isAcknowledged, mayBeAcknowledged } from "./acknowledgement";
import { findAcknowledger } from "./find-acknowledger";
import { actionsOf, changeResource, editorOf, makeCollection, makeResource, stateOf, VIEWER } from "./fixtures/rows";
import { listResources } from "./list-resources";
import { withdrawAcknowledgement } from "./withdraw-acknowledgement";

const now = new Date();
const inAWeek = new Date(now.getTime() + 7 * 86_400_000);
const input = { reason: "The library moves its catalogue until May.", until: inAWeek.toISOString() };
const BROKEN = { verdict: "broken", reason: "not_found", failureStreak: 3, firstFailureAt: now } as const;
let collection: { id: string; slug: string };

beforeAll(async () => {
  collection = await makeCollection();
});

async function listedAs(acknowledged: boolean) {
  const { rows } = await listResources({ query: { collection: collection.slug, acknowledged } });
  return rows.map(({ id }) => id);
}

test("an acknowledged outcome leaves the list of what needs somebody, tells who and why, and comes back when withdrawn", async () => {
  const { id } = await makeResource(collection.id, BROKEN);
  const actor = editorOf(collection.id);
  await acknowledgeResource({ resourceId: id, input, outcome: "broken:not_found", actor, now });
  expect(await stateOf(id)).toMatchObject({
    ...{ acknowledgedAt: now, acknowledgedUntil: inAWeek, acknowledgedReason: input.reason },
    acknowledgedOutcome: "broken:not_found",
  });
  expect(await listedAs(true)).toContain(id);
  expect(await listedAs(false)).not.toContain(id);
  expect(await findAcknowledger(id)).toBe("Test Editor");
  await acknowledgeResource({ resourceId: id, input, actor, now });
  expect(await actionsOf(id), "the same words again write nothing").toEqual(["resource.acknowledged"]);

  expect(await withdrawAcknowledgement({ resourceId: id, actor })).toEqual({ isWithdrawn: true });
  expect(await withdrawAcknowledgement({ resourceId: id, actor })).toEqual({ isWithdrawn: false });
  expect(await actionsOf(id)).toEqual(["resource.acknowledged", "resource.acknowledgement_withdrawn"]);
  expect(await listedAs(false)).toContain(id);
});

test("when its date has come it asks for somebody again", async () => {
  const { id } = await makeResource(collection.id, BROKEN);
  await acknowledgeResource({ resourceId: id, input, actor: editorOf(collection.id), now });
  await changeResource(id, { acknowledgedUntil: new Date(now.getTime() - 1) });
  expect(await listedAs(true)).not.toContain(id);
  expect(await listedAs(false)).toContain(id);
});

test("only trouble and doubt are acknowledged, and only the outcome that was seen", async () => {
  const actor = editorOf(collection.id);
  const valid = await makeResource(collection.id, { verdict: "valid", reason: "ok", confidence: "high" });
  const press = (resourceId: string, outcome?: string) =>
    acknowledgeResource({ resourceId, input, outcome, actor, now });
  await expect(press(valid.id)).rejects.toMatchObject({ code: "CONFLICT" });
  const broken = await makeResource(collection.id, BROKEN);
  await expect(press(broken.id, "failing:not_found")).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await stateOf(broken.id)).toMatchObject({ acknowledgedAt: null });
  expect(mayBeAcknowledged({ verdict: "valid", confidence: "low" })).toBe(true);
  expect(mayBeAcknowledged({ verdict: "unchecked", confidence: "low" })).toBe(false);
});

test("a reason is needed, an end lies ahead, and others may not", async () => {
  const { id: resourceId } = await makeResource(collection.id, BROKEN);
  const actor = editorOf(collection.id);
  const wrong = [{ reason: "  " }, { reason: "Known.", until: now.toISOString() }];
  for (const given of wrong)
    await expect(acknowledgeResource({ resourceId, input: given, actor, now })).rejects.toMatchObject({
      code: "INVALID",
    });
  for (const stranger of [VIEWER, editorOf("another")]) {
    const refused = { code: "FORBIDDEN" };
    await expect(acknowledgeResource({ resourceId, input, actor: stranger, now })).rejects.toMatchObject(refused);
    await expect(withdrawAcknowledgement({ resourceId, actor: stranger })).rejects.toMatchObject(refused);
  }
  expect(isAcknowledged({ acknowledgedAt: null, acknowledgedUntil: null }, now)).toBe(false);
});

test("a page that changed a lot and is right becomes the one that later ones are compared with", async () => {
  const drifted = { verdict: "valid", reason: "drifted", confidence: "low", bodyHash: "old", bodyReadAt: now } as const;
  const { id } = await makeResource(collection.id, drifted);
  await acknowledgeResource({ resourceId: id, input, actor: editorOf(collection.id), now });
  expect(await stateOf(id)).toMatchObject({ bodyHash: null, bodySketch: null, bodyReadAt: null });
});
