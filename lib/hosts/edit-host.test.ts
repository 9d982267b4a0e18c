import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { ADMIN, actionsOf, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { editHost } from "./edit-host";
import { getHost } from "./get-host";

const NOW = new Date("2026-03-01T12:00:00Z");

async function aHost() {
  const host = `${newRowId().toLowerCase()}.example.org`;
  const { id } = await makeCollection();
  await makeResource(id, { url: `https://${host}/`, httpStatus: 403, verdict: "blocked", reason: "forbidden" });
  return host;
}

test("pause and rule are set and ended in one go, and what waits for it is to be checked", async () => {
  const host = await aHost();
  const edit = (input: Parameters<typeof editHost>[0]["input"]) => editHost({ host, input, actor: ADMIN, now: NOW });
  const rule = { acceptedCodes: [403], reason: "Agreed" };
  expect(await edit({ paused: true, reason: "Their move", rule })).toEqual({ needsCheck: true });
  expect(await getHost({ host, now: NOW })).toMatchObject({
    pause: { reason: "Their move" },
    rule: { reason: "Agreed" },
  });
  expect(await edit({ paused: false })).toEqual({ needsCheck: true });
  expect(await edit({ paused: false, rule: null })).toEqual({ needsCheck: false });
  expect(await getHost({ host, now: NOW })).toMatchObject({ pause: null, rule: null });
});

test.each([
  [{ paused: true }, "reason"],
  [{ paused: true, reason: "x", pausedUntil: "2026-03-01T11:00:00Z" }, "pausedUntil"],
  [{ paused: true, reason: "x", pausedUntil: "soon" }, "pausedUntil"],
  [{}, "input"],
])("%j is refused at its field, and changes nothing", async (input, field) => {
  const host = await aHost();
  const rule = Object.keys(input).length > 0 ? { rule: { method: "GET" as const, reason: "x" } } : {};
  const edited = editHost({ host, input: { ...input, ...rule }, actor: ADMIN, now: NOW });
  await expect(edited).rejects.toMatchObject({ code: "INVALID", fields: { [field]: expect.any(String) } });
  expect(await actionsOf(host)).toEqual([]);
  expect(await db.hostRule.count({ where: { host } })).toBe(0);
});
