import "@/e2e/support/own-database";
import { afterEach, beforeAll, expect, test } from "vitest";
import { setEnv } from "@/lib/env";
import { changeResource, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { defaultSettings } from "@/lib/settings/definitions";
import { useSettings } from "@/lib/snapshots/fixtures/rows";
import { findReadersView } from "./find-readers-view";
import { readersUrl } from "./readers-url";

const SNAPSHOT = "https://web.archive.org/web/20260301120000/https://example.org/";
const AT = new Date("2026-03-01T12:00:00Z");

beforeAll(() => setEnv({ APP_URL: "https://holdfast.example" }));
afterEach(() => useSettings({}));

async function make(values = {}) {
  const { id } = await makeCollection();
  return makeResource(id, { title: "Tides", verdict: "broken", snapshotUrl: SNAPSHOT, snapshotAt: AT, ...values });
}

test("readers see title, address and archived version, that version first when the page is broken or out of reach", async () => {
  const resource = await make();
  const archived = { url: SNAPSHOT, capturedAt: AT };
  expect(await findReadersView(resource.id)).toEqual({ title: "Tides", url: resource.url, archived, isGone: true });
  await changeResource(resource.id, { verdict: "valid" });
  expect(await findReadersView(resource.id)).toMatchObject({ isGone: false });
  await changeResource(resource.id, { verdict: "unreachable" });
  expect(await findReadersView(resource.id.toLowerCase())).toMatchObject({ isGone: true });
});

test("private, unlisted, deleted, made-up and nonsense ids are the same to readers: nothing", async () => {
  const hidden = [
    await make({ visibility: "private" }),
    await make({ isUnlisted: true }),
    await make({ deletedAt: AT }),
  ];
  for (const { id } of hidden) expect([id, await findReadersView(id)]).toEqual([id, null]);
  for (const id of ["0000-0000-0000", "x", "%00"]) expect([id, await findReadersView(id)]).toEqual([id, null]);
});

test("switched off, nobody sees anything and no address is told; it takes effect at once", async () => {
  const resource = await make();
  const on = defaultSettings();
  expect(readersUrl(resource, on)).toBe(`https://holdfast.example/see/${resource.id}`);
  expect(readersUrl({ ...resource, visibility: "private" }, on)).toBeNull();
  expect(readersUrl(resource, { ...on, "snapshots.isShownToReaders": false })).toBeNull();
  await useSettings({ "snapshots.isShownToReaders": false });
  expect(await findReadersView(resource.id)).toBeNull();
  await useSettings({});
  expect(await findReadersView(resource.id)).not.toBeNull();
});
