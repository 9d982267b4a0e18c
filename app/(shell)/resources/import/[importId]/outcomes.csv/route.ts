import { z } from "zod";
import { guarded } from "@/lib/api";
import { csvReply } from "@/lib/api/file-reply";
import { exportImportRows } from "@/lib/imports/export-import-rows";
import { getImport } from "@/lib/imports/get-import";
import { IMPORT_OUTCOMES } from "../../search-params";

const Outcome = z.enum(IMPORT_OUTCOMES).optional().catch(undefined);

/** "CSV" of an import's page: the outcomes of its lines, as a file. */
export const GET = guarded("viewer", async ({ request }) => {
  const { pathname, searchParams } = new URL(request.url);
  const importId = decodeURIComponent(pathname.split("/").at(-2) ?? "");
  const outcome = Outcome.parse(searchParams.get("outcome") ?? undefined);
  await getImport(importId);
  return csvReply(`import-${importId.replace(/[^\w-]/g, "")}.csv`, exportImportRows({ importId, outcome }));
});
