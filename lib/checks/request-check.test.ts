import { expect, test } from "vitest";
import {
  actionsOf,
  changeResource,
  editorOf,
  makeCollection,
  makeResource,
  stateOf,
  VIEWER,
} from "@/lib/resources/fixtures/rows";
import { claimHost } from "./claim-host";
import { requestCheck } from "./request-check";

const NOW = new Date("2026-03-01T12:00:00Z");

test("pressed five times at once, one wish is stored, ahead of bulk work", async () => {
  const { id } = await makeCollection();
  const resource = await makeResource(id);
  const press = () => requestCheck({ resourceId: resource.id, actor: editorOf(id), now: NOW });
  const answers = await Promise.all([press(), press(), press(), press(), press()]);
  expect(answers.filter(({ isAlreadyRequested }) => !isAlreadyRequested)).toEqual([
    { host: resource.host, isAlreadyRequested: false },
  ]);
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({ checkRequestedAt: NOW, checkPriority: 2, updatedAt: resource.updatedAt });
  expect(await actionsOf(resource.id)).toEqual(["resource.check_requested"]);
});

test("a wish of an import that a person makes their own goes ahead, and stays as old as it is", async () => {
  const { id } = await makeCollection();
  const earlier = new Date("2026-03-01T11:00:00Z");
  const { id: resourceId } = await makeResource(id, { checkRequestedAt: earlier, checkPriority: 1 });
  expect(await requestCheck({ resourceId, actor: editorOf(id), now: NOW })).toMatchObject({ isAlreadyRequested: true });
  const after = await stateOf(resourceId);
  expect(after).toMatchObject({ checkRequestedAt: earlier, checkPriority: 2 });
});

test("pressed while an older wish is being probed, it is wanted once more after that probe", async () => {
  const { id } = await makeCollection();
  const earlier = new Date("2026-03-01T11:59:00Z");
  const resource = await makeResource(id, { checkRequestedAt: earlier, checkPriority: 2 });
  await claimHost({ host: resource.host, runId: "r", now: earlier });
  const press = () => requestCheck({ resourceId: resource.id, actor: editorOf(id), now: NOW });
  const answers = [await press(), await press()];
  expect(answers.map(({ isAlreadyRequested }) => isAlreadyRequested)).toEqual([false, true]);
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({ checkRequestedAt: NOW, checkPriority: 2 });
});

test("viewers, strangers and deleted resources are refused", async () => {
  const { id } = await makeCollection();
  const { id: resourceId } = await makeResource(id);
  for (const actor of [VIEWER, editorOf("another")])
    await expect(requestCheck({ resourceId, actor })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await changeResource(resourceId, { deletedAt: NOW });
  await expect(requestCheck({ resourceId, actor: editorOf(id) })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await stateOf(resourceId)).checkRequestedAt).toBeNull();
});
