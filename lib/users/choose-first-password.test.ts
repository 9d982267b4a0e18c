import { afterAll, expect, test } from "vitest";
import { SYSTEM } from "@/lib/actor";
import { isPasswordOf } from "@/lib/auth/password";
import type { SignedIn } from "@/lib/auth/session-actor";
import { db } from "@/lib/db";
import { newRowId, randomId } from "@/lib/row-id";
import { addUser } from "./add-user";
import { chooseFirstPassword } from "./choose-first-password";

afterAll(() => db.$disconnect());

const OWN = "correct horse battery";

/** Somebody who has signed in with a one-time password, twice. */
async function newcomer() {
  const email = `${randomId(10).toLowerCase()}@example.org`;
  const added = await addUser({ input: { email, name: "", role: "viewer", editorOf: [] }, actor: SYSTEM });
  const { userId, oneTimePassword } = added;
  const [sessionId, otherId] = [newRowId(), newRowId()];
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.session.createMany({
    data: [sessionId, otherId].map((id) => ({ id, token: randomId(20), userId, expiresAt })),
  });
  const base = { kind: "user", id: userId, name: email, email, role: "viewer", editorOf: [] } as const;
  const actor: SignedIn = { ...base, sessionId, mustChangePassword: true };
  return { actor, oneTimePassword };
}

const written = (subjectId: string) => db.activity.count({ where: { subjectId, action: "user.password_changed" } });

test("a newcomer's own password takes the place of the one-time one, and other sessions end", async () => {
  const { actor, oneTimePassword } = await newcomer();
  await chooseFirstPassword({ newPassword: OWN, actor });
  expect(await isPasswordOf(db, actor.id, OWN)).toBe(true);
  expect(await isPasswordOf(db, actor.id, oneTimePassword)).toBe(false);
  expect(await db.user.findUnique({ where: { id: actor.id } })).toMatchObject({ mustChangePassword: false });
  expect((await db.session.findMany({ where: { userId: actor.id } })).map(({ id }) => id)).toEqual([actor.sessionId]);
  expect(await written(actor.id)).toBe(1);
});

test("the one-time password itself is not taken", async () => {
  const { actor, oneTimePassword } = await newcomer();
  const refusal = { code: "INVALID", fields: { newPassword: expect.any(String) } };
  await expect(chooseFirstPassword({ newPassword: oneTimePassword, actor })).rejects.toMatchObject(refusal);
  expect(await written(actor.id)).toBe(0);
});

test("a session whose password is chosen already changes nothing without the present one", async () => {
  const { actor } = await newcomer();
  await chooseFirstPassword({ newPassword: OWN, actor });
  const again = (mustChangePassword: boolean) =>
    chooseFirstPassword({ newPassword: "another horse battery", actor: { ...actor, mustChangePassword } });
  // An older page still believes that it is the first time.
  await expect(again(true)).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(again(false)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await isPasswordOf(db, actor.id, OWN)).toBe(true);
  expect(await written(actor.id)).toBe(1);
});
