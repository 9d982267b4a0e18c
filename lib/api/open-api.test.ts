import { expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { openApiDocument } from "@/lib/api/open-api";

const document = openApiDocument(ENDPOINTS, "https://holdfast.example");
type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: { type?: string } }[];
  responses: Record<string, unknown>;
};
const paths = document.paths as Record<string, Record<string, Operation>>;

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "$ref" ? [String(inner)] : refsIn(inner)));
}

test("the document has every endpoint, each with its answers and an id of its own", () => {
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ENDPOINTS).sort());
  for (const [key, { path, method, replies }] of Object.entries(ENDPOINTS)) {
    const { responses } = paths[path]?.[method.toLowerCase()] ?? { responses: {} };
    expect([key, Object.keys(responses).sort()]).toEqual([key, [...Object.keys(replies), "default"].sort()]);
  }
});

test("every reference in the document leads to something", () => {
  const { schemas } = document.components as { schemas: Record<string, unknown> };
  const refs = [...new Set(refsIn(document))];
  expect(refs).toContain("#/components/schemas/Resource");
  expect(schemas.Resource).toMatchObject({ properties: { id: { type: "string" }, url: { type: "string" } } });
  for (const ref of refs) expect(Object.keys(schemas)).toContain(ref.replace("#/components/schemas/", ""));
});

test("each variable part of a path is a required parameter", () => {
  for (const [path, operations] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect([path, inPath.map(({ name }) => name)]).toEqual([path, names]);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  }
});

test("query values are described as what they stand for, and only what must be sent is required", () => {
  const { parameters = [] } = paths["/api/v1/resources"]?.get ?? { parameters: [] };
  const byName = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter]));
  expect(byName.limit).toMatchObject({ required: false, schema: { type: "integer", default: 50, maximum: 200 } });
  expect(byName.verdict).toMatchObject({ required: false, schema: { type: "array" } });
  const upload = paths["/api/v1/resources/import"]?.post?.parameters ?? [];
  expect(upload.filter(({ required }) => required).map(({ name }) => name)).toEqual(["collection"]);
});
