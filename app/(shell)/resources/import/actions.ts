"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { checksRequested } from "@/inngest/events";
import { action } from "@/lib/action";
import { importResources } from "@/lib/imports/import-resources";
import { announceOrTell } from "../announce-or-tell";

const ImportFile = z.object({
  collectionId: z.string("Choose a collection.").min(1, "Choose a collection.").max(40),
  file: z.file("Choose a file, or paste a list."),
});

/** "Preview": what the import would do, without doing it. */
export const previewImportAction = action("editor", ImportFile, async ({ collectionId, file }, actor) =>
  importResources({ collectionId, fileName: file.name, bytes: await bytesOf(file), actor, isDryRun: true }),
);

/** "Import". Leads to the outcome of each line. */
export const importAction = action("editor", ImportFile, async ({ collectionId, file }, actor, tell) => {
  const bytes = await bytesOf(file);
  const { importId, createdCount } = await importResources({ collectionId, fileName: file.name, bytes, actor });
  if (createdCount > 0) await announceOrTell(checksRequested.create({}), tell);
  refresh();
  return { importId, createdCount };
});

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
