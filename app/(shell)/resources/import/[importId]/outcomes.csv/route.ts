import { z } from "zod";
import { guarded } from "@/lib/api";
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
  return new Response(streamOf(exportImportRows({ importId, outcome })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="import-${importId.replace(/[^\w-]/g, "")}.csv"`,
    },
  });
});

function streamOf(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
