import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { makeResource } from "@/lib/snapshots/fixtures/rows";
import { findLastCheck } from "./find-last-check";

const check = (resourceId: string, minute: number, data: { urlVersion?: number; evidence?: object } = {}) =>
  db.check.create({
    data: {
      ...{ resourceId, urlVersion: 1, startedAt: new Date(Date.UTC(2026, 0, 1, 12, minute)), durationMs: minute },
      ...{ verdict: "valid", reason: "ok", trigger: "schedule", evidence: {}, ...data },
    },
  });

test("the newest check of the present address is found, not a newer one of an earlier address", async () => {
  const { id } = await makeResource({ urlVersion: 2 });
  await check(id, 1, { urlVersion: 2 });
  await check(id, 2, { urlVersion: 2 });
  await check(id, 3, { urlVersion: 1 });
  expect(await findLastCheck({ resourceId: id, urlVersion: 2 })).toMatchObject({ durationMs: 2, trigger: "schedule" });
});

test("before the first check there is none, and evidence of an unknown form is no evidence", async () => {
  const { id } = await makeResource();
  expect(await findLastCheck({ resourceId: id, urlVersion: 1 })).toBeNull();
  await check(id, 1, { evidence: { version: 99 } });
  expect((await findLastCheck({ resourceId: id, urlVersion: 1 }))?.evidence).toBeNull();
});
