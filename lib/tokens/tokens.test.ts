import { expect, test } from "vitest";
import { type Actor, mayEdit, SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { newRowId, randomId } from "@/lib/row-id";
import { createToken } from "@/lib/tokens/create-token";
import { findTokenActor } from "@/lib/tokens/find-token-actor";
import { listTokens } from "@/lib/tokens/list-tokens";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { effectiveRole, type Scope } from "@/lib/tokens/scopes";
import { addUser } from "@/lib/users/add-user";
import { disableUser } from "@/lib/users/disable-user";
import { resetPassword } from "@/lib/users/reset-password";
import { setUserRole } from "@/lib/users/set-user-role";

const NOW = new Date("2026-03-01T12:00:00Z");
const DAY_MS = 24 * 3_600_000;

async function owner(role: "viewer" | "editor" | "admin", editorOf: string[] = []): Promise<Actor & { id: string }> {
  const email = `${randomId(10).toLowerCase()}@example.org`;
  const { userId } = await addUser({ input: { email, name: "", role, editorOf }, actor: SYSTEM });
  await db.user.update({ where: { id: userId }, data: { mustChangePassword: false } });
  return { kind: "user", id: userId, name: email, role, editorOf: role === "admin" ? "all" : editorOf };
}

function make(actor: Actor & { id: string }, scopes: Scope[], expiresInDays: number | null = null) {
  return createToken({ input: { name: "a site", scopes, expiresInDays }, ownerId: actor.id, actor, now: NOW });
}

const collection = async () => {
  const id = newRowId();
  await db.collection.create({ data: { id, slug: id.toLowerCase(), name: id } });
  return id;
};

test("a token acts for its owner, in the owner's collections", async () => {
  const [mine, other] = [await collection(), await collection()];
  const editor = await owner("editor", [mine]);
  const { secret, tokenId } = await make(editor, ["read", "write"]);
  const actor = await findTokenActor(`Bearer ${secret}`, NOW);
  expect(actor).toMatchObject({ kind: "token", id: tokenId, role: "editor", editorOf: [mine] });
  expect([mayEdit(actor, mine), mayEdit(actor, other)]).toEqual([true, false]);
});

test.each([
  [["read"], "admin", "viewer"],
  [["write"], "admin", "editor"],
  [["admin"], "admin", "admin"],
  [["read", "write"], "viewer", "viewer"],
  [["admin"], "editor", "editor"],
  [["read"], "viewer", "viewer"],
  [["sudo"], "admin", null],
  [[], "admin", null],
] as const)("scopes %j of an owner who is %s are worth %s", (scopes, role, worth) => {
  expect(effectiveRole(scopes, role)).toBe(worth);
});

test("an admin's token that may only read edits nothing", async () => {
  const { secret } = await make(await owner("admin"), ["read"]);
  const actor = await findTokenActor(`Bearer ${secret}`, NOW);
  expect(actor).toMatchObject({ role: "viewer", editorOf: [] });
});

test("a token loses what its owner loses, at once", async () => {
  await owner("admin"); // the last one couldn't step down
  const admin = await owner("admin");
  const { secret } = await make(admin, ["admin"]);
  await setUserRole({ userId: admin.id, role: "viewer", actor: SYSTEM });
  await expect(findTokenActor(`Bearer ${secret}`, NOW)).resolves.toMatchObject({ role: "viewer", editorOf: [] });
  await disableUser({ userId: admin.id, actor: SYSTEM, now: NOW });
  await expect(findTokenActor(`Bearer ${secret}`, NOW)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("a one-time password isn't enough to make a token, unless the operator does it", async () => {
  const viewer = await owner("viewer");
  await resetPassword({ userId: viewer.id, actor: SYSTEM });
  await expect(make(viewer, ["read"])).rejects.toMatchObject({ code: "FORBIDDEN" });
  const cli: Actor = { ...SYSTEM, kind: "cli", name: "command line" };
  const input = { name: "x", scopes: ["read" as const], expiresInDays: null };
  await expect(createToken({ input, ownerId: viewer.id, actor: cli, now: NOW })).resolves.toMatchObject({
    secret: expect.stringMatching(/^hf_/),
  });
});

test("a token ends at its time, not before", async () => {
  const { secret, expiresAt } = await make(await owner("viewer"), ["read"], 30);
  expect(expiresAt).toEqual(new Date(NOW.getTime() + 30 * DAY_MS));
  const justBefore = new Date(NOW.getTime() + 30 * DAY_MS - 1);
  await expect(findTokenActor(`Bearer ${secret}`, justBefore)).resolves.toMatchObject({ kind: "token" });
  const then = new Date(NOW.getTime() + 30 * DAY_MS);
  await expect(findTokenActor(`Bearer ${secret}`, then)).rejects.toThrow("has expired");
});

test("a revoked token is refused at once; revoking again does nothing", async () => {
  const viewer = await owner("viewer");
  const { secret, tokenId } = await make(viewer, ["read"]);
  await revokeToken({ tokenId, actor: viewer, now: NOW });
  await expect(findTokenActor(`Bearer ${secret}`, NOW)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await revokeToken({ tokenId, actor: viewer, now: new Date(NOW.getTime() + DAY_MS) });
  expect(await db.apiToken.findUnique({ where: { id: tokenId } })).toMatchObject({ revokedAt: NOW });
  expect(await db.activity.count({ where: { subjectId: tokenId, action: "token.revoked" } })).toBe(1);
});

test("nobody revokes or sees another's token but an admin", async () => {
  const { tokenId } = await make(await owner("viewer"), ["read"]);
  const stranger = await owner("editor");
  await expect(revokeToken({ tokenId, actor: stranger, now: NOW })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(listTokens({ actor: stranger })).resolves.toEqual([]);
  const admin = await owner("admin");
  expect((await listTokens({ actor: admin })).map((token) => token.id)).toContain(tokenId);
  await expect(revokeToken({ tokenId, actor: admin, now: NOW })).resolves.toBeUndefined();
});

test("nobody makes a token for somebody else, nor a wider one than their role", async () => {
  const [viewer, admin] = [await owner("viewer"), await owner("admin")];
  const input = { name: "x", scopes: ["read" as const], expiresInDays: null };
  await expect(createToken({ input, ownerId: viewer.id, actor: admin, now: NOW })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(make(viewer, ["write"])).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("only the secret's hash is kept, and neither is listed or logged", async () => {
  const viewer = await owner("viewer");
  const { secret, tokenId } = await make(viewer, ["read"]);
  expect(secret).toMatch(/^hf_[A-Za-z0-9_-]{43}$/);
  const row = await db.apiToken.findUniqueOrThrow({ where: { id: tokenId } });
  expect(JSON.stringify(row)).not.toContain(secret);
  const listed = JSON.stringify(await listTokens({ actor: viewer }));
  const logged = JSON.stringify(await db.activity.findMany({ where: { subjectId: tokenId }, omit: { id: true } }));
  for (const text of [listed, logged]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(row.tokenHash);
  }
});

test("“last used” is written at most once a minute", async () => {
  const { secret, tokenId } = await make(await owner("viewer"), ["read"]);
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
  const lastUsed = async () => (await db.apiToken.findUniqueOrThrow({ where: { id: tokenId } })).lastUsedAt;
  await findTokenActor(`Bearer ${secret}`, at(0));
  await findTokenActor(`Bearer ${secret}`, at(59));
  expect(await lastUsed()).toEqual(at(0));
  await findTokenActor(`Bearer ${secret}`, at(60));
  expect(await lastUsed()).toEqual(at(60));
});

test.each(["", "Bearer", "Bearer ", "Basic YTpi", "Bearer hf_short", "Bearer a b", `hf_${"a".repeat(43)}`])(
  "the header %j is no token",
  async (header) => {
    await expect(findTokenActor(header, NOW)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  },
);
