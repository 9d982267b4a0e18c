import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import { type Api, apiOf, holdfast } from "./api";
import { query } from "./database";

type Shared = { url: string; dataDir: string; databaseUrl: string };

/** Ids of things with something to show, all made through the product's own ways. */
export type Material = Record<
  "resource" | "acknowledged" | "bulkRun" | "import" | "finishedRun" | "failedRun" | "host" | "askedHost" | "removal",
  string
>;

/** Fills the shared demo with a bulk check, an import with every outcome, and a failed run; waits until each is there. */
export async function makeMaterial(shared: Shared): Promise<Material> {
  const api = await apiOf(shared);
  const { json } = await api("GET", "resources?verdict=valid&limit=2");
  const [resource, known] = json.data;
  const importId = await importSome(api, known.url, known.collection);
  const checked = await holdfast(shared.dataDir, "check", "--collection", "open-coursework");
  expect(checked.code, checked.stderr).toBe(0);
  await sendBrokenEvent(shared.dataDir);
  await nestOne(api);
  return {
    resource: resource.id,
    acknowledged: await acknowledgeOne(api),
    removal: await askForRemoval(api, known.id),
    host: await decideForHost(api, "screens.invalid"),
    askedHost: encodeURIComponent(new URL(resource.url).host),
    import: importId,
    bulkRun: await idOf(
      shared,
      `SELECT "id" FROM "BulkRun" WHERE "action" = 'check' ORDER BY "createdAt" DESC LIMIT 1`,
    ),
    finishedRun: await idOf(
      shared,
      `SELECT "run_id" AS "id" FROM engine.run_view WHERE "status" = 'completed' LIMIT 1`,
    ),
    failedRun: await idOf(shared, `SELECT "run_id" AS "id" FROM engine.run_view WHERE "status" = 'failed' LIMIT 1`),
  };
}

/** A host that somebody paused and made a rule for. Answers its part of an address. */
async function decideForHost(api: Api, host: string): Promise<string> {
  const rule = {
    acceptedCodes: [401, 403],
    intervalMs: 5_000,
    method: "GET",
    reason: "Agreed with their administrator",
  };
  const { status } = await api("PATCH", `hosts/${host}`, {
    paused: true,
    reason: "They move to another machine",
    rule,
  });
  expect(status).toBe(200);
  return encodeURIComponent(host);
}

/** An outcome that somebody has taken note of. */
async function acknowledgeOne(api: Api): Promise<string> {
  const { json } = await api("GET", "resources?verdict=blocked&limit=1");
  const { id } = json.data[0];
  const reason = "The publisher lets only browsers in; a colleague opened it.";
  const { status } = await api("POST", `resources/${id}/acknowledgement`, { reason, until: "2099-01-01T00:00:00Z" });
  expect(status).toBe(200);
  return id;
}

/** A resource of which somebody wrote a removal request that has its outcome, and another one that nobody has sent. */
async function askForRemoval(api: Api, id: string): Promise<string> {
  const draft = () =>
    api("POST", `resources/${id}/removal`, { reason: "It shows what a student never agreed to show." });
  const { json } = await draft();
  for (const state of [
    { state: "sent" },
    { state: "refused", note: "They ask for a proof of ownership, ticket 4711." },
  ]) {
    const { status } = await api("PATCH", `removals/${json.id}`, state);
    expect(status).toBe(200);
  }
  expect((await draft()).status).toBe(201);
  return id;
}

/** A collection with another one inside. */
async function nestOne(api: Api): Promise<void> {
  await api("POST", "collections", { slug: "with-others-inside", name: "With others inside" });
  await api("POST", "collections", { slug: "inside", name: "Inside", parent: "with-others-inside" });
  const { status } = await api("POST", "resources", { collection: "inside", url: "https://screens.invalid/inside" });
  expect([200, 201]).toContain(status);
}

async function importSome(api: Api, knownUrl: string, collection: string): Promise<string> {
  const lines = [
    "url,title",
    `${knownUrl},Known`,
    `https://screens.invalid/${Date.now()}-${"long-".repeat(60)},Long`,
    "no address,",
  ];
  const { status, json } = await api(
    "POST",
    `resources/import?collection=${collection}&fileName=screens.csv`,
    lines.join("\n"),
  );
  expect(status, JSON.stringify(json)).toBe(200);
  expect([json.created, json.existing, json.refused]).toEqual([1, 1, 1]);
  return json.importId;
}

/** An event that no function can read, as another program with the key might send it: its run fails at once. */
async function sendBrokenEvent(dataDir: string): Promise<void> {
  const { enginePort, eventKey } = JSON.parse(readFileSync(path.join(dataDir, "state.json"), "utf8"));
  const response = await fetch(`http://127.0.0.1:${enginePort}/e/${eventKey}`, {
    method: "POST",
    body: JSON.stringify({ name: "schedule/run.requested", data: { name: 5 } }),
  });
  expect(response.status).toBe(200);
}

async function idOf({ databaseUrl }: Shared, sql: string): Promise<string> {
  let id = "";
  await expect(async () => {
    const [row] = await query(databaseUrl, sql);
    id = String(row?.id ?? "");
    expect(id, sql).not.toBe("");
  }).toPass({ timeout: 20_000 });
  return id;
}
