import { announce } from "@/inngest/client";
import { checksRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { allImportRows } from "@/lib/api/import-rows";
import { readBytes } from "@/lib/api/read-body";
import { getCollection } from "@/lib/collections/get-collection";
import { importResources } from "@/lib/imports/import-resources";
import { getSettings } from "@/lib/settings/get-settings";

export const POST = api("resources.import", async ({ query, request, actor, now }) => {
  const { id: collectionId } = await getCollection(query.collection);
  const bytes = await readBytes(request, (await getSettings())["imports.maxBytes"]);
  const { fileName, dryRun: isDryRun } = query;
  const summary = await importResources({ collectionId, fileName, bytes, actor, isDryRun, now });
  if (!isDryRun && summary.createdCount > 0) await announce(checksRequested.create({}));
  const { importId, createdCount: created, existingCount: existing, refusedCount: refused, notes } = summary;
  const rows = await allImportRows(summary);
  return reply(200, { importId, isDryRun, created, existing, refused, notes, rows });
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
