import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { ADMIN, actionsOf, editorOf, makeCollection, VIEWER } from "@/lib/resources/fixtures/rows";
import { exportImportRows } from "./export-import-rows";
import { getImport } from "./get-import";
import { importResources } from "./import-resources";
import { listImportRows } from "./list-import-rows";

const NOW = new Date("2026-03-01T12:00:00Z");
const FILE = [
  "url,title,visibility",
  "https://example.org/a,A,private",
  "example.org/b,B",
  "https://example.org/a#again,A again",
  "ftp://example.org/c,C",
  "http://127.0.0.1/d,D",
  "=HYPERLINK(1),E",
].join("\n");

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function importFile(collectionId: string, text = FILE, more: { isDryRun?: boolean } = {}) {
  return importResources({
    collectionId,
    fileName: "list.csv",
    bytes: bytesOf(text),
    actor: editorOf(collectionId),
    now: NOW,
    ...more,
  });
}

test("each line has its outcome, and the new resources want a check behind those that people wait for", async () => {
  const collection = await makeCollection();
  const summary = await importFile(collection.id);
  expect(summary).toMatchObject({ rowCount: 6, createdCount: 2, existingCount: 1, refusedCount: 3 });
  expect(summary.refusals.map(({ line }) => line)).toEqual([5, 6, 7]);
  expect(summary.existing).toMatchObject([{ line: 4, message: "The same address as in line 2." }]);

  const { rows } = await listImportRows({ importId: summary.importId ?? "" });
  expect(rows.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
    "2 created",
    "3 created",
    "4 existing",
    "5 refused",
    "6 refused",
    "7 refused",
  ]);
  expect(rows[2]).toMatchObject({ message: "The same address as in line 2.", resourceId: rows[0]?.resourceId });
  const found = await db.resource.findMany({
    where: { collectionId: collection.id },
    include: { checkState: true },
    orderBy: { url: "asc" },
  });
  const resources = found.map(({ checkState, ...row }) => ({ ...checkState, ...row }));
  expect(resources).toMatchObject([
    { url: "https://example.org/a", title: "A", visibility: "private", checkPriority: 1, checkRequestedAt: NOW },
    {
      url: "https://example.org/b",
      urlAsTyped: "example.org/b",
      title: "B",
      visibility: "public",
      host: "example.org",
    },
  ]);
  expect(resources[0]?.permanentAt).toEqual(new Date("2026-03-02T12:00:00Z"));
  expect(await actionsOf(summary.importId ?? "")).toEqual(["import.done"]);
  expect(await getImport(summary.importId ?? "")).toMatchObject({ rowCount: 6, fileName: "list.csv" });
});

test("the same file again creates nothing new and changes nothing that is there", async () => {
  const collection = await makeCollection();
  await importFile(collection.id);
  const before = await db.resource.findMany({ where: { collectionId: collection.id }, orderBy: { id: "asc" } });
  expect(await importFile(collection.id)).toMatchObject({ createdCount: 0, existingCount: 3, refusedCount: 3 });
  expect(await db.resource.findMany({ where: { collectionId: collection.id }, orderBy: { id: "asc" } })).toEqual(
    before,
  );
});

test("two imports of one file at once create each resource once", async () => {
  const collection = await makeCollection();
  const lines = Array.from({ length: 300 }, (_, n) => `https://example.org/${n}`);
  const reversed = [...lines].reverse();
  const [one, other] = await Promise.all([
    importFile(collection.id, lines.join("\n")),
    importFile(collection.id, reversed.join("\n")),
  ]);
  expect(one.createdCount + other.createdCount).toBe(300);
  expect(one.existingCount + other.existingCount).toBe(300);
  expect(await db.resource.count({ where: { collectionId: collection.id } })).toBe(300);
});

test("a dry run says what would happen and keeps nothing", async () => {
  const collection = await makeCollection();
  const summary = await importFile(collection.id, FILE, { isDryRun: true });
  expect(summary).toMatchObject({ importId: null, createdCount: 2, refusedCount: 3 });
  expect(await db.resource.count({ where: { collectionId: collection.id } })).toBe(0);
  expect(await db.import.count({ where: { collectionId: collection.id } })).toBe(0);
});

test("a deleted address is added anew", async () => {
  const collection = await makeCollection();
  await importFile(collection.id, "https://example.org/a");
  await db.resource.updateMany({ where: { collectionId: collection.id }, data: { deletedAt: NOW } });
  expect(await importFile(collection.id, "https://example.org/a")).toMatchObject({ createdCount: 1 });
  expect(await db.resource.count({ where: { collectionId: collection.id } })).toBe(2);
});

test("who may not change the collection imports nothing, and a file that is too large is refused", async () => {
  const collection = await makeCollection();
  const request = { collectionId: collection.id, fileName: "x.csv", bytes: bytesOf(FILE), now: NOW };
  await expect(importResources({ ...request, actor: VIEWER })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(importResources({ ...request, actor: editorOf("another") })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const large = importResources({ ...request, bytes: new Uint8Array(33_554_433), actor: ADMIN });
  await expect(large).rejects.toMatchObject({ code: "TOO_LARGE" });
  const nowhere = importResources({ ...request, collectionId: "none", actor: ADMIN });
  await expect(nowhere).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await db.resource.count({ where: { collectionId: collection.id } })).toBe(0);
});

test("outcomes come in pages and by kind, and as a table that no spreadsheet takes for formulas", async () => {
  const collection = await makeCollection();
  const { importId } = await importFile(collection.id);
  const first = await listImportRows({ importId: importId ?? "", outcome: "refused", limit: 2 });
  expect(first.rows.map(({ line }) => line)).toEqual([5, 6]);
  const second = await listImportRows({
    importId: importId ?? "",
    outcome: "refused",
    limit: 2,
    after: first.nextCursor ?? "",
  });
  expect(second).toMatchObject({ rows: [{ line: 7 }], nextCursor: null });
  await expect(listImportRows({ importId: importId ?? "", after: "x" })).rejects.toMatchObject({ code: "INVALID" });

  let csv = "";
  for await (const piece of exportImportRows({ importId: importId ?? "" })) csv += piece;
  const lines = csv.split("\r\n");
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe("line,url,outcome,message,resource");
  expect(lines[6]).toMatch(/^7,'=HYPERLINK\(1\),refused,/);
});

test("100,000 lines are in the database within seconds", async () => {
  const collection = await makeCollection();
  const lines = Array.from({ length: 100_000 }, (_, n) => `https://h${n % 500}.example.org/page/${n}`);
  const beganAt = performance.now();
  expect(await importFile(collection.id, lines.join("\n"))).toMatchObject({ createdCount: 100_000 });
  expect(performance.now() - beganAt).toBeLessThan(90_000);
  expect(await db.checkState.count({ where: { collectionId: collection.id, checkRequestedAt: NOW } })).toBe(100_000);
}, 120_000);
