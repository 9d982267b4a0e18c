import { z } from "zod";
import type { Endpoint } from "@/lib/api/endpoint";
import { ErrorJson } from "@/lib/api/error-reply";
import { apiShapes } from "@/lib/api/shapes";

type Json = { [key: string]: unknown };

const SCOPE_FOR = { viewer: "read", editor: "write", admin: "admin" } as const;

/** The OpenAPI 3.1 document, made from the endpoints' own schemas. */
export function openApiDocument(endpoints: Record<string, Endpoint>, serverUrl: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method.toLowerCase()] = operation(key, endpoint, schemas);
    paths[endpoint.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Holdfast",
      version: "1",
      description:
        "Make a token in the settings and send it as “Authorization: Bearer hf_…”. Lists come in pages: send `nextCursor` back as `cursor`. Errors are `{error: {code, message, fields?}}`.",
    },
    servers: [{ url: serverUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "An API token." } },
    },
  };
}

function operation(key: string, endpoint: Endpoint, schemas: Json): Json {
  const parameters = [
    ...parametersOf("path", endpoint.params, schemas),
    ...parametersOf("query", endpoint.query, schemas),
  ];
  const requestBody = bodyOf(endpoint, schemas);
  const replies = Object.entries(endpoint.replies).map(([status, schema]) => [
    status,
    { description: "Done", content: { "application/json": { schema: toJson(schema, "output", schemas) } } },
  ]);
  return {
    operationId: key,
    summary: endpoint.summary,
    description: `Needs the scope \`${SCOPE_FOR[endpoint.role]}\`.`,
    tags: [key.split(".")[0]],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      ...Object.fromEntries(replies),
      default: {
        description: "Refused or failed",
        content: { "application/json": { schema: toJson(ErrorJson, "output", schemas) } },
      },
    },
  };
}

function bodyOf(endpoint: Endpoint, schemas: Json): Json | null {
  if (endpoint.fileTypes) {
    const file = { schema: { type: "string", format: "binary" } };
    return { required: true, content: Object.fromEntries(endpoint.fileTypes.map((type) => [type, file])) };
  }
  if (!endpoint.body) return null;
  return { required: true, content: { "application/json": { schema: toJson(endpoint.body, "input", schemas) } } };
}

/** Query values are described as what they stand for: a number, a list. */
function parametersOf(place: "path" | "query", schema: z.ZodType | undefined, schemas: Json): Json[] {
  if (!schema) return [];
  const { properties = {} } = toJson(schema, "output", schemas) as { properties?: Record<string, Json> };
  const required = (z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).required ?? []) as string[];
  return Object.entries(properties).map(([name, { description, ...type }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema: type,
  }));
}

/** A schema as JSON Schema 2020-12; shapes with a name go to the components and are referred to. */
function toJson(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io, metadata: apiShapes, unrepresentable: "any" });
  for (const [name, shape] of Object.entries($defs)) schemas[name] ??= withComponentRefs(shape);
  const { id } = json as { id?: string };
  if (id === undefined) return withComponentRefs(json) as Json;
  schemas[id] ??= withComponentRefs(json);
  return { $ref: `#/components/schemas/${id}` };
}

function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== "object" || value === null) return value;
  // A shape's name is its key in the components; a property called “id” is an object here, and stays.
  const entries = Object.entries(value).filter(([key, inner]) => key !== "id" || typeof inner !== "string");
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (key === "$ref" && typeof inner === "string") return [key, inner.replace("#/$defs/", "#/components/schemas/")];
      return [key, withComponentRefs(inner)];
    }),
  );
}
