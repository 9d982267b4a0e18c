import { db } from "@/lib/db";
import { parseResourceId } from "@/lib/resources/resource-id";
import { getSettings } from "@/lib/settings/get-settings";

/** All that readers are told of a resource: nothing of how we came to know it. */
export type ReadersView = {
  title: string;
  url: string;
  /** The newest archived version that can be seen. */
  archived: { url: string; capturedAt: Date | null } | null;
  /** The live page was found broken or out of reach: the archived version comes first. */
  isGone: boolean;
};

/**
 * What everybody may see of a resource, without signing in: only of public, listed, live ones, and only while the setting allows it.
 * Null for all others alike, so that nobody learns which of them exist.
 */
export async function findReadersView(typedId: string): Promise<ReadersView | null> {
  const id = parseResourceId(typedId);
  const settings = await getSettings();
  if (id === null || !settings["snapshots.isShownToReaders"]) return null;
  const row = await db.resource.findUnique({
    where: { id, visibility: "public", isUnlisted: false, deletedAt: null },
    select: {
      ...{ title: true, url: true, urlAsTyped: true, snapshotUrl: true, snapshotAt: true },
      checkState: { select: { verdict: true } },
    },
  });
  if (!row) return null;
  const { title, url, urlAsTyped, snapshotUrl, snapshotAt, checkState } = row;
  return {
    title: title || (urlAsTyped ?? url),
    url,
    archived: snapshotUrl === null ? null : { url: snapshotUrl, capturedAt: snapshotAt },
    isGone: checkState?.verdict === "broken" || checkState?.verdict === "unreachable",
  };
}
