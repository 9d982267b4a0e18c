import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/*
 * Every page, route and server action says on the server who may use it. This walks their sources: a new one without a stated permission
 * fails here. e2e/permissions.spec.ts asks a running Holdfast the same questions.
 */

const ROOT = path.resolve(import.meta.dirname, "..");

/** Doors without a session, each with its reason. */
const PUBLIC: Readonly<Record<string, string>> = {
  "app/sign-in/page.tsx": "strangers sign in here",
  "app/welcome/page.tsx": "requireNewcomer: for people who may open no other page yet",
  "app/see/[resourceId]/page.tsx":
    "readers see title, address and archived version of public, listed resources; nothing of others",
  "app/api/health/route.ts": "load balancers and the launcher ask it; it tells no data",
  "app/api/inngest/route.ts": "every call is signed by the engine",
  "app/api/v1/openapi.json/route.ts": "documentation, the same for everybody",
  "app/api/[...path]/route.ts": "answers 404 to everything",
};

/** The only form that strangers may send. */
const PUBLIC_ACTIONS = ["app/sign-in/actions.ts"];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const GUARDED_ROUTES = ["api", "guarded", "methodNotAllowed", "noSuchEndpoint"];

/** A node of the syntax tree (ESTree), as far as this file reads it. */
type Node = { type: string; [key: string]: unknown };

/** What is wrong with one file, a sentence each; nothing when every door in it states its permission. */
function problemsOf(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) return [`can't be read: ${errors[0]?.message}`];
  const body = program.body as unknown as Node[];
  if (hasDirective(body, "use server")) return problemsOfActions(file, body);
  // An action inside a component would be a door that nobody lists.
  const inline = anywhere(body, (node) => node.directive === "use server") ? ["has an action inside a function"] : [];
  if (/\/page\.tsx$/.test(file) && !(file in PUBLIC)) return [...inline, ...problemsOfPage(body)];
  if (/\/route\.tsx?$/.test(file) && !(file in PUBLIC)) return [...inline, ...problemsOfRoute(body)];
  return inline;
}

function problemsOfPage(body: Node[]): string[] {
  const page = body.find((node) => node.type === "ExportDefaultDeclaration")?.declaration as Node | undefined;
  const declared = page?.type === "Identifier" ? functionNamed(body, String(page.name)) : page;
  const statements = ((declared?.body as Node | undefined)?.body ?? []) as Node[];
  const isGuarded = isCheck(statements[0]) && isImported(body, "requireActor", "@/lib/auth");
  return isGuarded ? [] : ["doesn't begin with “await requireActor(…)” of @/lib/auth"];
}

/** `await requireActor(…)`, with or without a name for the answer. */
function isCheck(statement: Node | undefined): boolean {
  const [declaration] = (statement?.declarations ?? []) as Node[];
  const expression = (statement?.expression ?? declaration?.init) as Node | undefined;
  return expression?.type === "AwaitExpression" && calledName(expression.argument as Node) === "requireActor";
}

function problemsOfRoute(body: Node[]): string[] {
  return exportsOf(body).flatMap(({ name, value }) => {
    if (!METHODS.includes(name) && name !== "*") return [];
    const guard = value?.type === "Identifier" ? String(value.name) : calledName(value);
    if (guard !== null && GUARDED_ROUTES.includes(guard) && isImported(body, guard, "@/lib/api")) return [];
    return [`${name} isn't made by “api(…)” or “guarded(…)” of @/lib/api`];
  });
}

function problemsOfActions(file: string, body: Node[]): string[] {
  return exportsOf(body).flatMap(({ name, value }) => {
    const maker = calledName(value);
    const makers = PUBLIC_ACTIONS.includes(file) ? ["publicFormAction"] : ["action", "formAction"];
    if (maker !== null && makers.includes(maker) && isImported(body, maker, "@/lib/action")) return [];
    return [`${name} isn't made by “action(role, …)” or “formAction(role, …)” of @/lib/action`];
  });
}

function exportsOf(body: Node[]): { name: string; value: Node | undefined }[] {
  return body.flatMap((node) => {
    if (node.type === "ExportAllDeclaration") return [{ name: "*", value: undefined }];
    if (node.type === "ExportDefaultDeclaration") return [{ name: "default", value: node.declaration as Node }];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const declaration = node.declaration as Node | null;
    if (declaration?.type === "VariableDeclaration") {
      return (declaration.declarations as Node[]).map(({ id, init }) => ({
        name: String((id as Node).name ?? "*"),
        value: init as Node | undefined,
      }));
    }
    if (declaration) return [{ name: String((declaration.id as Node | undefined)?.name ?? "*"), value: declaration }];
    return (node.specifiers as Node[]).map((specifier) => ({
      name: String((specifier.exported as Node).name),
      value: undefined,
    }));
  });
}

function calledName(node: Node | undefined): string | null {
  if (node?.type !== "CallExpression") return null;
  const callee = node.callee as Node;
  return callee.type === "Identifier" ? String(callee.name) : null;
}

/** So that a function of the same name made elsewhere doesn't pass. */
function isImported(body: Node[], name: string, from: string): boolean {
  return body.some(
    (node) =>
      node.type === "ImportDeclaration" &&
      (node.source as Node).value === from &&
      (node.specifiers as Node[]).some((specifier) => (specifier.local as Node).name === name),
  );
}

const hasDirective = (body: Node[], directive: string): boolean => body.some((node) => node.directive === directive);

function functionNamed(body: Node[], name: string): Node | undefined {
  return body.find((node) => node.type === "FunctionDeclaration" && (node.id as Node).name === name);
}

function anywhere(value: unknown, matches: (node: Node) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => anywhere(item, matches));
  if (typeof value !== "object" || value === null) return false;
  return matches(value as Node) || Object.values(value).some((item) => anywhere(item, matches));
}

function sourceFiles(): string[] {
  return ["app", "components", "lib"].flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join(room, name.split(path.sep).join("/")))
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)),
  );
}

test("every page, route and server action states who may use it", () => {
  const files = sourceFiles();
  expect(files.filter((file) => /\/(page\.tsx|route\.ts|actions\.ts)$/.test(file)).length).toBeGreaterThan(15);
  const problems = files.flatMap((file) =>
    problemsOf(file, readFileSync(path.join(ROOT, file), "utf8")).map((problem) => `${file} ${problem}`),
  );
  expect(problems).toEqual([]);
});

test("each door that is public exists", () => {
  const files = sourceFiles();
  expect(Object.keys(PUBLIC).filter((file) => !files.includes(file))).toEqual([]);
});

const API = 'import { api, guarded } from "@/lib/api";\n';
const PAGE = 'import { requireActor } from "@/lib/auth";\n';
const ACTION = '"use server";\nimport { action, publicFormAction } from "@/lib/action";\n';

test.each([
  [
    "app/x/page.tsx",
    "export default async function Page() { await requireActor(); }\nasync function requireActor() {}",
  ],
  ["app/x/page.tsx", `${PAGE}export default async function Page() { const a = await load(); await requireActor(); }`],
  ["app/x/page.tsx", `${PAGE}export default async function Page() { requireActor(); return null; }`],
  ["app/x/page.tsx", "export default function Page() { return null; }"],
  ["app/x/page.tsx", "const Page = async () => null; export default Page;"],
  ["app/(shell)/page.tsx", "export default async () => null;"],
  ["app/api/x/route.ts", "export async function GET() { return Response.json(1); }"],
  ["app/api/x/route.ts", 'import { api } from "./mine";\nexport const GET = api("x", run);'],
  ["app/api/x/route.ts", 'export * from "./handlers";'],
  ["app/api/x/route.ts", 'export { GET } from "./handlers";'],
  ["app/api/x/route.ts", `${API}export const GET = guarded("viewer", run);\nexport const POST = async () => secret();`],
  ["app/x/actions.ts", `${ACTION}export async function removeAll() {}`],
  ["app/x/actions.ts", `${ACTION}export const x = publicFormAction(Input, run);`],
  ["app/x/actions.ts", `${ACTION}const y = async () => 1;\nexport { y as x };`],
  ["app/x/actions.ts", `${ACTION}export default async function x() {}`],
  ["lib/x/verbs.ts", '"use server";\nexport async function deleteEverything() {}'],
  ["app/x/button.tsx", 'export function B() { async function act() { "use server"; } return act; }'],
])("the walk finds what is open in %s: %s", (file, source) => {
  expect(problemsOf(file, source)).not.toEqual([]);
});

test.each([
  [
    "app/x/page.tsx",
    `${PAGE}export default async function Page() { const actor = await requireActor('editor'); return actor; }`,
  ],
  ["app/x/page.tsx", `${PAGE}async function Page() { await requireActor(); }\nexport default Page;`],
  ["app/api/x/route.ts", `${API}export const dynamic = "force-dynamic";\nexport const GET = api("x", run);`],
  ["app/x/actions.ts", `${ACTION}export const x = action("editor", Input, run);\nexport type X = string;`],
  ["app/x/table.tsx", '"use client";\nexport const x = () => removeAll();'],
])("the walk leaves alone what is guarded in %s", (file, source) => {
  expect(problemsOf(file, source)).toEqual([]);
});
