import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { mostWithin } from "./audit";
import { type Archive, startArchive } from "./start-archive";

const URL_A = "https://library.example/a";
let archive: Archive;
let client: ReturnType<typeof archiveClient>;

beforeEach(async () => {
  const settings = { "spn.durationMs": 20_000, "spn.slotReleaseMs": 5_000, "spn.slotFull": "json", "index.lagMs": 0 };
  archive = await startArchive({ clock: { at: Date.UTC(2026, 8, 16, 8) }, settings });
  client = archiveClient(archive);
});
afterEach(() => archive.close());

/** The audit, once all requests so far are in the log with their answers. */
async function audit() {
  await expect.poll(() => archive.control.requests().every(({ status }) => status !== null)).toBe(true);
  return archive.control.audit();
}

test.each([
  [[], 0],
  [[0, 59_999, 60_000], 2],
  [[0, 10, 20, 60_005, 60_006, 60_007], 5],
  [[30, 10, 20], 3],
])("of the instants %j at most %i lie within a minute", (instants, most) => {
  expect(mostWithin(instants)).toBe(most);
});

test("most submissions in a minute and most slots at once are told by account, late releases included", async () => {
  archive.control.setAccount({ accessKey: "second", secretKey: "s2" });
  for (const page of [1, 2]) await client.save(`https://library.example/${page}`);
  archive.control.advance(24_000);
  await client.save("https://library.example/3");
  archive.control.advance(36_000);
  await client.save("https://library.example/4");
  await archiveClient({ ...archive, keys: { accessKey: "second", secretKey: "s2" } }).save(URL_A);
  const { accounts } = await audit();
  expect(accounts.sandbox).toMatchObject({ submissions: 4, mostInMinute: 3, mostSlots: 3, refused429: 0 });
  expect(accounts.second).toMatchObject({ submissions: 1, mostInMinute: 1, mostSlots: 1 });
  const shares = Object.values(accounts.sandbox?.slotShares ?? {});
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test("captures are counted by URL and UTC day, over all keys", async () => {
  await client.save(URL_A);
  archive.control.setClock(Date.UTC(2026, 8, 17));
  await client.save(URL_A);
  expect((await audit()).urls[URL_A]).toEqual({ captures: 2, byDay: { "2026-09-16": 1, "2026-09-17": 1 } });
});

test("outcomes of submissions are counted, those that nobody decided by status", async () => {
  archive.control.arm({ name: "post-5xx" });
  await client.save(URL_A);
  for (const page of ["a", "a", "b", "c", "d"]) await client.save(`https://library.example/${page}`);
  expect((await audit()).outcomes).toEqual({
    502: 1,
    accepted: 3,
    repeated: 1,
    "refused error:user-session-limit": 1,
  });
});

const LOOKS: [string, (jobId: string) => Promise<unknown>][] = [
  ["the job's status", (jobId) => client.jobStatus(jobId)],
  ["a batch", (jobId) => client.batchStatus(["spn2-x", jobId])],
  ["the index", () => client.get(`/cdx/search/cdx?url=${URL_A}`)],
  ["availability", () => client.get(`/wayback/available?url=${URL_A}`)],
  ["playback", () => client.get(`/web/20250101000000id_/${URL_A}`)],
];

test.each(LOOKS)("a second submission after a look at %s is no blind repeat", async (_, look) => {
  const { json } = await client.save(URL_A);
  await look(String(json.job_id));
  await client.save(URL_A);
  expect((await audit()).blindRepeats).toEqual([]);
});

test("a second submission without a look in between is told, also after an answer that got lost", async () => {
  archive.control.arm({ name: "post-5xx-captured" });
  await client.save(URL_A);
  await client.get("/cdx/search/cdx?url=https://library.example/other");
  archive.control.arm({ name: "cdx-504" });
  await client.get(`/cdx/search/cdx?url=${URL_A}`);
  archive.control.advance(1_000);
  await client.save(URL_A);
  expect((await audit()).blindRepeats).toEqual([{ url: URL_A, number: 4, previous: 1, afterMs: 1_000 }]);
});

test("a second submission after a refusal that started nothing is no blind repeat", async () => {
  archive.control.arm({ name: "post-429" });
  archive.control.arm({ name: "keys-revoked", url: "/save" });
  for (let time = 0; time < 3; time += 1) await client.save(URL_A);
  expect((await audit()).blindRepeats).toEqual([]);
});

test("the audit is told over HTTP as well", async () => {
  await client.save(URL_A);
  const response = await fetch(`${archive.controlUrl}audit`);
  expect(await response.json()).toEqual(archive.control.audit());
});
