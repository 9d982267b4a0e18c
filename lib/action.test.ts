import { redirect } from "next/navigation";
import { expect, test, vi } from "vitest";
import { z } from "zod";

const request = vi.hoisted(() => {
  process.env.AUTH_SECRET = "a-secret-of-the-tests-that-is-long-enough";
  return { headers: new Headers() };
});
// What Next gives to an action: the headers of its request.
vi.mock("next/headers", () => ({ headers: async () => request.headers }));

import { action, formAction, publicFormAction } from "@/lib/action";
import { SYSTEM } from "@/lib/actor";
import { requireActor, requireNewcomer } from "@/lib/auth";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { signIn } from "@/lib/auth/sign-in";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { randomId } from "@/lib/row-id";
import { addUser } from "@/lib/users/add-user";

const Input = z.object({ title: z.string().min(1, "Write a title.") });

async function enterAs(role: "viewer" | "editor" | "admin", { isNew = false } = {}): Promise<void> {
  const email = `${randomId(10).toLowerCase()}@example.org`;
  const { userId, oneTimePassword } = await addUser({ input: { email, name: "", role, editorOf: [] }, actor: SYSTEM });
  if (!isNew) await db.user.update({ where: { id: userId }, data: { mustChangePassword: false } });
  const { setCookie } = await signIn({ email, password: oneTimePassword, headers: new Headers(), now: new Date() });
  request.headers = new Headers({ cookie: setCookie.map((cookie) => cookie.split(";")[0]).join("; ") });
}

function leave(): void {
  request.headers = new Headers();
}

test("an action runs for somebody with the role, with the parsed input, and may say something", async () => {
  await enterAs("editor");
  const rename = action("editor", Input, async ({ title }, actor, say) => {
    say("Stored; starts later.");
    return `${actor.kind}: ${title}`;
  });
  await expect(rename({ title: "A" })).resolves.toEqual({ ok: true, data: "user: A", notice: "Stored; starts later." });
});

test("an action doesn't run without a session, with too low a role, or before the first password is changed", async () => {
  const run = vi.fn(async () => "done");
  leave();
  await expect(action("viewer", Input, run)({ title: "A" })).resolves.toMatchObject({
    ok: false,
    error: { code: "UNAUTHENTICATED" },
  });
  await enterAs("viewer");
  await expect(action("editor", Input, run)({ title: "A" })).resolves.toMatchObject({ error: { code: "FORBIDDEN" } });
  await enterAs("admin", { isNew: true });
  await expect(action("viewer", Input, run)({ title: "A" })).resolves.toMatchObject({ error: { code: "FORBIDDEN" } });
  expect(run).not.toHaveBeenCalled();
});

test("a stranger learns nothing about the input, for it isn't even read", async () => {
  leave();
  const result = await action("viewer", Input, async () => "done")({ title: "" });
  expect(result).toMatchObject({ error: { code: "UNAUTHENTICATED" } });
});

test("wrong input names its fields and doesn't run", async () => {
  await enterAs("viewer");
  const run = vi.fn(async () => "done");
  await expect(action("viewer", Input, run)({ title: "" })).resolves.toEqual({
    ok: false,
    error: { code: "INVALID", message: "Write a title.", fields: { title: "Write a title." } },
  });
  expect(run).not.toHaveBeenCalled();
});

test("a refusal reaches the person word for word; a bug is one fixed sentence with a number", async () => {
  await enterAs("viewer");
  const refuse = action("viewer", Input, async () => {
    throw new AppError("CONFLICT", "Already decided.");
  });
  await expect(refuse({ title: "A" })).resolves.toEqual({
    ok: false,
    error: { code: "CONFLICT", message: "Already decided." },
  });
  const bug = action("viewer", Input, async () => {
    throw new Error("password=hunter2 at line 3");
  });
  const result = await bug({ title: "A" });
  expect(result).toMatchObject({ ok: false, error: { code: "UNEXPECTED" } });
  expect(JSON.stringify(result)).toMatch(/tell an admin this number: [0-9A-Z]{8}\./);
  expect(JSON.stringify(result)).not.toContain("hunter2");
});

test("a database that is down is told as such", async () => {
  await enterAs("viewer");
  const result = await action("viewer", Input, async () => {
    throw Object.assign(new Error("x"), { cause: { kind: "DatabaseNotReachable" } });
  })({ title: "A" });
  expect(result).toMatchObject({ error: { message: expect.stringContaining("The database doesn't answer") } });
});

test("a form's names become the input; repeated names become lists; React's own are left out", async () => {
  await enterAs("viewer");
  const form = new FormData();
  form.append("ids", "1");
  form.append("ids", "2");
  form.append("title", "A");
  form.append("$ACTION_ID_x", "");
  const act = formAction("viewer", z.record(z.string(), z.unknown()), async (input) => input);
  await expect(act(null, form)).resolves.toEqual({ ok: true, data: { ids: ["1", "2"], title: "A" } });
});

test("a redirect inside an action is Next's, not a failure", async () => {
  leave();
  const act = publicFormAction(z.object({}), async () => redirect("/resources"));
  await expect(act(null, new FormData())).rejects.toMatchObject({ digest: expect.stringContaining("/resources") });
});

test("a page leads to sign-in and back, to the first password, or says that the role is too low", async () => {
  request.headers = new Headers({ [PATH_HEADER]: "/resources?verdict=broken" });
  await expect(requireActor()).rejects.toMatchObject({
    digest: expect.stringContaining("/sign-in?next=%2Fresources%3Fverdict%3Dbroken"),
  });
  await enterAs("editor", { isNew: true });
  await expect(requireActor()).rejects.toMatchObject({ digest: expect.stringContaining(";/welcome;") });
  await expect(requireNewcomer()).resolves.toMatchObject({ role: "editor" });
  await enterAs("editor");
  await expect(requireActor("editor")).resolves.toMatchObject({ role: "editor" });
  await expect(requireNewcomer()).rejects.toMatchObject({ digest: expect.stringContaining(";/;") });
  await enterAs("viewer");
  await expect(requireActor("editor")).rejects.toThrow();
});
