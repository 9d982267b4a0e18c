import { afterAll, expect, test } from "vitest";
import { SYSTEM } from "@/lib/actor";
import type { SignedIn } from "@/lib/auth/session-actor";
import { db } from "@/lib/db";
import { newRowId, randomId } from "@/lib/row-id";
import { addUser } from "@/lib/users/add-user";
import { signOutElsewhere } from "@/lib/users/sign-out-elsewhere";

afterAll(() => db.$disconnect());

async function personWithSessions(count: number): Promise<SignedIn> {
  const email = `${randomId(10).toLowerCase()}@example.org`;
  const { userId } = await addUser({ input: { email, name: "", role: "viewer", editorOf: [] }, actor: SYSTEM });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const ids = Array.from({ length: count }, () => newRowId());
  await db.session.createMany({ data: ids.map((id) => ({ id, token: randomId(20), userId, expiresAt })) });
  const [sessionId = ""] = ids;
  return {
    kind: "user",
    id: userId,
    name: email,
    email,
    role: "viewer",
    editorOf: [],
    sessionId,
    mustChangePassword: false,
  };
}

const sessionsOf = async (userId: string) => (await db.session.findMany({ where: { userId } })).map(({ id }) => id);

test("all sessions end but the one that asks; nobody else's do", async () => {
  const [actor, other] = [await personWithSessions(3), await personWithSessions(2)];
  await expect(signOutElsewhere({ actor })).resolves.toEqual({ endedCount: 2 });
  expect(await sessionsOf(actor.id)).toEqual([actor.sessionId]);
  expect(await sessionsOf(other.id)).toHaveLength(2);
});

test("a second time ends nothing and tells nothing", async () => {
  const actor = await personWithSessions(2);
  await signOutElsewhere({ actor });
  await expect(signOutElsewhere({ actor })).resolves.toEqual({ endedCount: 0 });
  expect(await db.activity.count({ where: { subjectId: actor.id, action: "user.signed_out_elsewhere" } })).toBe(1);
});
