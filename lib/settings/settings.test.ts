import "@/e2e/support/own-database";
import { beforeEach, expect, test } from "vitest";
import { type Actor, SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { defaultSettings, SETTING_KEYS, SETTINGS } from "./definitions";
import { forgetSettings, getSettings } from "./get-settings";
import { listSettings } from "./list-settings";
import { parseSetting } from "./parse-setting";
import { resetSetting } from "./reset-setting";
import { setSetting } from "./set-setting";

const editor: Actor = { kind: "user", id: "e", name: "Edda", role: "editor", editorOf: [] };

beforeEach(async () => {
  await db.setting.deleteMany();
  forgetSettings();
});

test.each(SETTING_KEYS)("the default of %s passes its own rule and gives a reason in a sentence", (key) => {
  expect(SETTINGS[key].schema.safeParse(SETTINGS[key].default).success).toBe(true);
  expect(SETTINGS[key].reason).toMatch(/^[A-Z0-9].+\.$/);
});

test("without rows every setting has its default", async () => {
  expect(await getSettings()).toEqual(defaultSettings());
});

test("a changed setting is in force at once in its process, and its change is in the activity", async () => {
  await getSettings();
  await setSetting({ key: "snapshots.submitEverySeconds", value: 0.3, actor: SYSTEM });
  expect((await getSettings())["snapshots.submitEverySeconds"]).toBe(0.3);
  const rows = await db.activity.findMany({ where: { subjectId: "snapshots.submitEverySeconds" } });
  expect(rows).toMatchObject([{ action: "setting.changed", before: { value: 9 }, after: { value: 0.3 } }]);
});

test("another process's change is seen within a second", async () => {
  await getSettings();
  await db.setting.create({ data: { key: "checks.isOn", value: false } });
  await expect.poll(async () => (await getSettings())["checks.isOn"], { timeout: 2_000 }).toBe(false);
});

test("setting the same value twice writes one activity row", async () => {
  const count = () => db.activity.count({ where: { subjectId: "checks.intervalDays" } });
  await setSetting({ key: "checks.intervalDays", value: 3, actor: SYSTEM });
  await setSetting({ key: "checks.intervalDays", value: 3, actor: SYSTEM });
  expect(await count()).toBe(1);
});

test.each([
  ["checks.intervalDays", -1, "Must be between 0.01 and 365 days."],
  ["checks.intervalDays", "often", "Must be between 0.01 and 365 days."],
  ["checks.confirmFailures", 2.5, "Must be a whole number between 1 and 20."],
  ["checks.maxBodyBytes", 1e300, "Must be a whole number between 1,024 and 50,000,000 bytes."],
  ["checks.recheckHours", [], "Must be 1 to 10 numbers, each more than 0 and at most 720 hours."],
  ["checks.recheckHours", [1, 0], "Must be 1 to 10 numbers, each more than 0 and at most 720 hours."],
  ["snapshots.isOn", "yes", "Must be on (true) or off (false)."],
  ["checks.contact", 12, "Must be a text of 200 characters at most."],
  ["checks.contact", "two\nlines", "Only plain ASCII characters fit into a request header."],
])("%s refuses %j with a sentence that says what it takes", async (key, value, sentence) => {
  const refusal = expect.objectContaining({ code: "INVALID", fields: { value: sentence } });
  await expect(setSetting({ key, value, actor: SYSTEM })).rejects.toEqual(refusal);
  expect(await db.setting.count()).toBe(0);
});

test.each(SETTING_KEYS)("a wrong value of %s is refused in a sentence of ours, never in the parser's", (key) => {
  for (const wrong of [null, {}, [[]], Number.NaN, -1e9, 1e300, "x".repeat(300), undefined]) {
    const parsed = parseSetting(key, wrong);
    expect(parsed).toEqual({ isFit: false, sentence: expect.stringMatching(/^(Must be|Only plain) .+\.$/) });
  }
});

test("only admins change settings, and only settings that exist", async () => {
  const change = (key: string, actor: Actor) => setSetting({ key, value: false, actor });
  await expect(change("checks.isOn", editor)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(resetSetting({ key: "checks.isOn", actor: editor })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(change("__proto__", SYSTEM)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a reset brings the default back, and a second reset writes nothing", async () => {
  await setSetting({ key: "checks.isOn", value: false, actor: SYSTEM });
  await resetSetting({ key: "checks.isOn", actor: SYSTEM });
  await resetSetting({ key: "checks.isOn", actor: SYSTEM });
  expect((await getSettings())["checks.isOn"]).toBe(true);
  expect(await db.activity.count({ where: { action: "setting.reset", subjectId: "checks.isOn" } })).toBe(1);
});

test("only a change that lets waiting work go on says so, and only once", async () => {
  const set = async (key: string, value: unknown) => (await setSetting({ key, value, actor: SYSTEM })).isWorkResumed;
  expect([await set("traffic.isPaused", false), await set("traffic.isPaused", true)]).toEqual([false, false]);
  expect([await set("traffic.isPaused", false), await set("traffic.isPaused", false)]).toEqual([true, false]);
  expect([await set("checks.isOn", false), await set("checks.isOn", true)]).toEqual([false, true]);
  expect(await set("checks.intervalDays", 3)).toBe(false);
  await set("snapshots.isOn", false);
  const reset = () => resetSetting({ key: "snapshots.isOn", actor: SYSTEM });
  expect([await reset(), await reset()]).toEqual([{ isWorkResumed: true }, { isWorkResumed: false }]);
});

test("the list says which value is a default and who changed the others", async () => {
  await db.user.create({ data: { id: "u1", name: "Ada", email: "ada@example.org" } });
  await setSetting({ key: "checks.isOn", value: false, actor: { ...SYSTEM, kind: "user", id: "u1" } });
  const rows = await listSettings();
  expect(rows).toHaveLength(SETTING_KEYS.length);
  expect(rows.find((row) => row.key === "checks.isOn")).toMatchObject({
    source: "changed",
    changedBy: "Ada",
    value: false,
  });
  expect(rows.find((row) => row.key === "checks.intervalDays")).toMatchObject({ source: "default", changedAt: null });
});

test("a stored value that no longer fits gives way to the default, and the list says so", async () => {
  await db.setting.create({ data: { key: "checks.intervalDays", value: "often" } });
  expect((await getSettings())["checks.intervalDays"]).toBe(7);
  const row = (await listSettings()).find(({ key }) => key === "checks.intervalDays");
  expect(row).toMatchObject({ isUnusable: true, value: 7, source: "default" });
});
