import "@/e2e/support/own-database";
import { expect, test } from "vitest";
import { getRun } from "./get-run";
import { listRunFunctions } from "./list-run-functions";
import { listRuns } from "./list-runs";

test("without the embedded engine's views the list says who keeps the runs", async () => {
  const page = await listRuns({ query: {} });
  expect(page).toMatchObject({ isReadable: false, rows: [], sentence: expect.stringContaining("real Inngest server") });
  expect(await listRunFunctions()).toEqual([]);
  await expect(getRun({ runId: "x" })).rejects.toMatchObject({ code: "NOT_FOUND", message: page.sentence });
});
