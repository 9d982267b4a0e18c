import { expect, test } from "vitest";
import { requestChecks } from "@/lib/checks/request-checks";
import { settleBulkChecks } from "@/lib/checks/settle-bulk-checks";
import { changeResource, editorOf, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { countBulkOutcomes } from "./count-bulk-outcomes";
import { listBulkItems } from "./list-bulk-items";
import { outcomeLabel, outcomeMessage } from "./outcome-text";

const NOW = new Date("2026-03-01T12:00:00Z");

test("what became of each resource can be read by outcome, with its address and why", async () => {
  const [mine, theirs] = [await makeCollection(), await makeCollection()];
  const [gone, open, foreign] = [
    await makeResource(mine.id),
    await makeResource(mine.id),
    await makeResource(theirs.id),
  ];
  const resourceIds = [gone.id, open.id, foreign.id];
  const { bulkRunId } = await requestChecks({ selection: { resourceIds }, actor: editorOf(mine.id), now: NOW });
  const checked = { lastCheckedAt: NOW, verdict: "broken", reason: "not_found" } as const;
  await changeResource(gone.id, checked);
  await settleBulkChecks({ now: NOW });

  const counts = await countBulkOutcomes(bulkRunId);
  expect(counts).toHaveLength(3);
  expect(counts).toEqual(expect.arrayContaining([null, "broken", "refused"].map((outcome) => ({ outcome, count: 1 }))));
  const only = async (outcome: string | null) => (await listBulkItems({ bulkRunId, outcome })).items;
  expect(await only("broken")).toMatchObject([{ resourceId: gone.id, url: gone.url, message: "not_found" }]);
  expect(await only(null)).toMatchObject([{ resourceId: open.id, isDeleted: false }]);
  expect(await only("refused")).toMatchObject([{ resourceId: foreign.id, message: expect.stringMatching(/may not/) }]);
});

test.each([
  [null, null, "Waiting", ""],
  ["broken", "not_found", "Broken", /\.$/],
  ["refused", "You may not.", "Refused", "You may not."],
  ["recent_success", "Archived lately.", "Has a recent one", "Archived lately."],
  ["deleted", "ok", "Deleted", /deleted/],
])("the outcome %j with %j reads %s", (outcome, message, label, sentence) => {
  expect(outcomeLabel(outcome)).toBe(label);
  expect(outcomeMessage({ outcome, message })).toEqual(
    typeof sentence === "string" ? sentence : expect.stringMatching(sentence),
  );
});
