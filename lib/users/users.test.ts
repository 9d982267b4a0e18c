import { afterAll, expect, test, vi } from "vitest";

// Rules about the last admin need a database without anybody else's admins.
const own = await vi.hoisted(async () => {
  const { createTestDatabase } = await import("@/e2e/support/database");
  const database = await createTestDatabase({ isMigrated: true });
  process.env.DATABASE_URL = database.url;
  return database;
});

import { type Actor, SYSTEM } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { isPasswordOf } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { newRowId, randomId } from "@/lib/row-id";
import { addUser } from "@/lib/users/add-user";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { ensureFirstAdmin } from "@/lib/users/ensure-first-admin";
import { listUsers } from "@/lib/users/list-users";
import { resetPassword } from "@/lib/users/reset-password";
import { setEditorCollections } from "@/lib/users/set-editor-collections";
import { setUserRole } from "@/lib/users/set-user-role";

const NOW = new Date("2026-03-01T12:00:00Z");

afterAll(async () => {
  await db.$disconnect();
  await own.drop();
});

const user = (role: "viewer" | "editor" | "admin", email = `${randomId(10).toLowerCase()}@example.org`) =>
  addUser({ input: { email, name: "", role, editorOf: [] }, actor: SYSTEM });
const as = (id: string, role: Actor["role"]): Actor => ({ kind: "user", id, name: id, role, editorOf: [] });
const activities = (subjectId: string, action: string) => db.activity.count({ where: { subjectId, action } });

test("the first start makes one admin, however many starts there are at once", async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => ensureFirstAdmin()));
  expect(await db.user.count()).toBe(1);
  const admin = await db.user.findFirstOrThrow();
  expect(admin).toMatchObject({ email: "admin@holdfast.local", role: "admin", mustChangePassword: true });
  const works = await Promise.all(
    answers.map(({ oneTimePassword }) => isPasswordOf(db, admin.id, oneTimePassword ?? "")),
  );
  expect(works.filter(Boolean)).toHaveLength(1);
});

test("a start before the first sign-in shows a new one-time password, one after it shows none", async () => {
  const admin = await db.user.findFirstOrThrow({ where: { email: "admin@holdfast.local" } });
  const { oneTimePassword } = await ensureFirstAdmin({ email: "other@example.org" });
  await expect(isPasswordOf(db, admin.id, oneTimePassword ?? "")).resolves.toBe(true);
  const subject = { subjectKind: "user", subjectId: admin.id } as const;
  await db.$transaction((tx) => writeAudit(tx, { actor: SYSTEM, action: "user.signed_in", ...subject }));
  await expect(ensureFirstAdmin()).resolves.toEqual({ email: "admin@holdfast.local", oneTimePassword: null });
  expect(await db.user.count()).toBe(1);
});

test("a start after a reset of the only admin's password leaves the new one as it is", async () => {
  await db.user.updateMany({ where: { role: "admin" }, data: { role: "viewer" } });
  await ensureFirstAdmin({ email: "next@example.org" });
  const admin = await db.user.findUniqueOrThrow({ where: { email: "next@example.org" } });
  const { oneTimePassword } = await resetPassword({ userId: admin.id, actor: SYSTEM });
  await expect(ensureFirstAdmin()).resolves.toMatchObject({ oneTimePassword: null });
  await expect(isPasswordOf(db, admin.id, oneTimePassword)).resolves.toBe(true);
});

test("the last admin can't be switched off or made something else, not even by the system", async () => {
  const { id } = await db.user.findFirstOrThrow({ where: { role: "admin" } });
  await expect(disableUser({ userId: id, actor: SYSTEM, now: NOW })).rejects.toThrow("last admin");
  await expect(setUserRole({ userId: id, role: "viewer", actor: SYSTEM })).rejects.toThrow("last admin");
});

test("two admins who switch each other off at once leave one", async () => {
  const first = await db.user.findFirstOrThrow({ where: { role: "admin" } });
  for (let round = 0; round < 5; round++) {
    const { userId } = await user("admin");
    const results = await Promise.allSettled([
      disableUser({ userId, actor: as(first.id, "admin"), now: NOW }),
      setUserRole({ userId: first.id, role: "viewer", actor: as(userId, "admin") }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db.user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
    await db.user.update({ where: { id: first.id }, data: { role: "admin" } });
    await db.user.delete({ where: { id: userId } });
  }
});

test("nobody switches off their own account", async () => {
  const { userId } = await user("admin");
  await expect(disableUser({ userId, actor: as(userId, "admin"), now: NOW })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("with an operator's password the first admin needn't choose another", async () => {
  await db.user.updateMany({ where: { role: "admin" }, data: { role: "viewer" } });
  const given = { email: "Ops@Example.org", password: "an operator's password" };
  await expect(ensureFirstAdmin(given)).resolves.toEqual({ email: "ops@example.org", oneTimePassword: null });
  const admin = await db.user.findUniqueOrThrow({ where: { email: "ops@example.org" } });
  expect(admin.mustChangePassword).toBe(false);
  await expect(isPasswordOf(db, admin.id, given.password)).resolves.toBe(true);
});

test("an e-mail has one account, whatever its spelling", async () => {
  const { email, userId } = await user("viewer");
  await expect(user("admin", email)).rejects.toMatchObject({ code: "CONFLICT", fields: { email: expect.any(String) } });
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({ role: "viewer" });
});

test("switching an account off and on is told once each, and harmless the second time", async () => {
  const { userId } = await user("viewer");
  for (let i = 0; i < 2; i++) await disableUser({ userId, actor: SYSTEM, now: NOW });
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({ disabledAt: NOW });
  for (let i = 0; i < 2; i++) await enableUser({ userId, actor: SYSTEM });
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({ disabledAt: null });
  expect([await activities(userId, "user.disabled"), await activities(userId, "user.enabled")]).toEqual([1, 1]);
});

test("a role is set, told with before and after, and setting it again is silent", async () => {
  const { userId } = await user("viewer");
  for (let i = 0; i < 2; i++) await setUserRole({ userId, role: "editor", actor: SYSTEM });
  const told = await db.activity.findMany({ where: { subjectId: userId, action: "user.role_changed" } });
  expect(told).toMatchObject([{ before: { role: "viewer" }, after: { role: "editor" } }]);
});

test("an editor's collections are replaced as a whole; an unknown one changes nothing", async () => {
  const { userId } = await user("editor");
  const ids = [newRowId(), newRowId()].sort();
  for (const id of ids) await db.collection.create({ data: { id, slug: id.toLowerCase(), name: id } });
  const current = async () =>
    (await db.collectionEditor.findMany({ where: { userId } })).map((row) => row.collectionId).sort();
  for (let i = 0; i < 2; i++) await setEditorCollections({ userId, collectionIds: ids, actor: SYSTEM });
  expect(await current()).toEqual(ids);
  const wrong = setEditorCollections({ userId, collectionIds: ["nowhere"], actor: SYSTEM });
  await expect(wrong).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await current()).toEqual(ids);
  await setEditorCollections({ userId, collectionIds: [], actor: SYSTEM });
  expect(await current()).toEqual([]);
  expect(await activities(userId, "user.collections_changed")).toBe(2);
});

test("only admins administer people", async () => {
  const { userId } = await user("viewer");
  const editor = as("e", "editor");
  const input = { email: "x@example.org", name: "", role: "admin" as const, editorOf: [] };
  const tries = [
    () => addUser({ input, actor: editor }),
    () => setUserRole({ userId, role: "admin", actor: editor }),
    () => setEditorCollections({ userId, collectionIds: [], actor: editor }),
    () => disableUser({ userId, actor: editor, now: NOW }),
    () => enableUser({ userId, actor: editor }),
    () => resetPassword({ userId, actor: editor }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("the list of people shows no password", async () => {
  await user("viewer");
  const text = JSON.stringify(await listUsers());
  expect(text).toContain("@example.org");
  const hashes = await db.account.findMany({ select: { password: true } });
  for (const { password } of hashes) expect(text).not.toContain(password ?? "none");
});
