import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { assertRole, type Role } from "@/lib/actor";
import { findActor } from "@/lib/auth";
import type { SignedIn } from "@/lib/auth/session-actor";
import { AppError, type ErrorCode } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { reportUnexpected } from "@/lib/unexpected-error";

/** Why an action did nothing. `fields` has a sentence per wrong entry. */
export type ActionFailure = {
  code: ErrorCode | "UNEXPECTED";
  message: string;
  fields?: Record<string, string>;
};

/** What the browser gets from every action. `notice` is a sentence to show although it worked. */
export type ActionResult<T = void> = { ok: true; data: T; notice?: string } | { ok: false; error: ActionFailure };

/** Tells the person something although the action worked: "stored, starts when the engine is back". */
type Say = (notice: string) => void;
type Run<S extends z.ZodType, A, T> = (input: z.output<S>, actor: A, say: Say) => Promise<T>;

type Options = {
  /** Also for people who still have a one-time password: only for choosing another, and for signing out. */
  isForNewcomers?: boolean;
};

/** Makes a server action for people with at least this role. Checks session, first password, role and input, in this order. */
export function action<S extends z.ZodType, T>(role: Role, schema: S, run: Run<S, SignedIn, T>, options: Options = {}) {
  return (input: z.input<S>): Promise<ActionResult<T>> =>
    perform({ admit: () => admit(role, options), schema, input, run });
}

/** The same for `useActionState` and plain forms: works without JavaScript. Repeated names become lists. */
export function formAction<S extends z.ZodType, T>(
  role: Role,
  schema: S,
  run: Run<S, SignedIn, T>,
  options: Options = {},
) {
  return (_previous: ActionResult<T> | null, form: FormData): Promise<ActionResult<T>> =>
    perform({ admit: () => admit(role, options), schema, input: entriesOf(form), run });
}

/** A form for strangers. Only sign-in is one; lib/permissions.test.ts holds the list. */
export function publicFormAction<S extends z.ZodType, T>(schema: S, run: Run<S, null, T>) {
  return (_previous: ActionResult<T> | null, form: FormData): Promise<ActionResult<T>> =>
    perform({ admit: async () => null, schema, input: entriesOf(form), run });
}

async function admit(role: Role, { isForNewcomers = false }: Options): Promise<SignedIn> {
  const actor = await findActor();
  if (actor === null) throw new AppError("UNAUTHENTICATED", "You are signed out. Sign in again, then repeat this.");
  if (actor.mustChangePassword && !isForNewcomers)
    throw new AppError("FORBIDDEN", "Choose a password of your own first.");
  assertRole(actor, role);
  return actor;
}

async function perform<S extends z.ZodType, A, T>(call: {
  admit: () => Promise<A>;
  schema: S;
  input: unknown;
  run: Run<S, A, T>;
}): Promise<ActionResult<T>> {
  let notice: string | undefined;
  try {
    const actor = await call.admit();
    const input = parseInput(call.schema, call.input);
    const data = await call.run(input, actor, (text) => {
      notice = text;
    });
    return { ok: true, data, ...(notice === undefined ? {} : { notice }) };
  } catch (error) {
    unstable_rethrow(error); // redirect() and notFound() are thrown, and are Next's
    return { ok: false, error: failureOf(error) };
  }
}

function failureOf(error: unknown): ActionFailure {
  if (!(error instanceof AppError))
    return { code: "UNEXPECTED", message: reportUnexpected(error, { in: "action" }).message };
  const { code, message, fields } = error;
  return { code, message, ...(fields === undefined ? {} : { fields }) };
}

function entriesOf(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const entries: Record<string, FormDataEntryValue | FormDataEntryValue[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue; // React's own
    const values = form.getAll(name);
    const [first] = values;
    if (first !== undefined) entries[name] = values.length === 1 ? first : values;
  }
  return entries;
}
