import type { Command } from "commander";
import { z } from "zod";
import { getCollection } from "@/lib/collections/get-collection";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { createToken } from "@/lib/tokens/create-token";
import { CreateTokenInput, DEFAULT_TOKEN_DAYS } from "@/lib/tokens/input";
import { SCOPES } from "@/lib/tokens/scopes";
import { addUser } from "@/lib/users/add-user";
import { AddUserInput } from "@/lib/users/input";
import { listUsers, type UserRow } from "@/lib/users/list-users";
import { resetPassword } from "@/lib/users/reset-password";
import { ROLES } from "@/lib/users/roles";
import { type Call, command, type Outcome, tableText } from "./frame";

const gather = (value: string, before: string[] = []) => [...before, ...value.split(",").filter(Boolean)];

/** `holdfast users …` and `holdfast tokens …` */
export function addPeopleCommands(program: Command): void {
  const users = program.command("users").description("people: add, list, reset-password");
  users
    .command("add")
    .description("make an account; its one-time password is shown once")
    .requiredOption("--email <address>", "with which they sign in")
    .option("--name <name>", "what they are called")
    .option("--role <role>", `one of ${ROLES.join(", ")}`, "viewer")
    .option("--collection <slug>", "where an editor edits; may be repeated", gather)
    .action(command(add));
  users.command("list").description("list accounts").action(command(list));
  users
    .command("reset-password")
    .description("give somebody a new one-time password and sign them out")
    .requiredOption("--email <address>", "whose")
    .action(command(reset));
  program
    .command("tokens")
    .description("API tokens: create")
    .command("create")
    .description("make an API token; its secret is shown once")
    .requiredOption("--name <name>", "what it is for")
    .option("--scope <scope>", `one of ${SCOPES.join(", ")}; may be repeated`, gather)
    .option("--user <address>", "for whom it acts; the first admin when left out")
    .option("--expires-in-days <days>", `${DEFAULT_TOKEN_DAYS} when left out; “never” for no end`)
    .action(command(token));
}

const Slugs = z.object({ collection: z.array(z.string()).default([]) });

async function add({ options, actor }: Call): Promise<Outcome> {
  const { collection } = parseInput(Slugs, options);
  const editorOf = await Promise.all(collection.map(async (slug) => (await getCollection(slug)).id));
  const input = parseInput(AddUserInput, { ...options, editorOf });
  const user = await addUser({ input, actor });
  return { text: `E-mail             ${user.email}\nOne-time password  ${user.oneTimePassword}`, json: user };
}

async function list(): Promise<Outcome> {
  const users = await listUsers();
  const row = (user: UserRow) => [user.email, user.role, user.disabledAt ? "switched off" : "", user.name];
  return { text: tableText(users.map(row)), json: users };
}

async function reset({ options, actor }: Call): Promise<Outcome> {
  const { id } = await userOf(parseInput(z.object({ email: z.string() }), options).email);
  const { email, oneTimePassword } = await resetPassword({ userId: id, actor });
  return {
    text: `E-mail             ${email}\nOne-time password  ${oneTimePassword}`,
    json: { email, oneTimePassword },
  };
}

const TokenOptions = z.object({
  name: z.string(),
  scope: z.array(z.string()).default(["read"]),
  user: z.string().optional(),
  expiresInDays: z.string().optional(),
});

async function token({ options, actor, now }: Call): Promise<Outcome> {
  const { name, scope, user, expiresInDays } = parseInput(TokenOptions, options);
  const input = parseInput(CreateTokenInput, { name, scopes: scope, expiresInDays });
  const owner = await userOf(user);
  const made = await createToken({ input, ownerId: owner.id, actor, now });
  const end = made.expiresAt === null ? "until it is revoked" : `until ${made.expiresAt.toISOString().slice(0, 10)}`;
  return {
    text: `${made.secret}\n\nActs for ${owner.email} ${end}. It is not shown again.`,
    json: { ...made, owner: owner.email },
  };
}

/** The account of this e-mail; without one, the admin who was there first. */
async function userOf(email: string | undefined): Promise<UserRow> {
  const users = await listUsers();
  const admins = users.filter(({ role, disabledAt }) => role === "admin" && disabledAt === null);
  const first = admins.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
  const found = email === undefined ? first : users.find((user) => user.email === email.trim().toLowerCase());
  if (found === undefined) {
    throw new AppError("NOT_FOUND", email === undefined ? "There is no admin yet." : `Nobody has the e-mail ${email}.`);
  }
  return found;
}
