import { appUrl } from "@/lib/auth/app-url";
import type { Settings } from "@/lib/settings/definitions";

type Shown = { id: string; visibility: string; isUnlisted: boolean; deletedAt: Date | null };

/** Where readers see a resource without signing in; null when it has no such page: not public, unlisted, deleted, or switched off. */
export function readersUrl(resource: Shown, settings: Settings): string | null {
  const { id, visibility, isUnlisted, deletedAt } = resource;
  if (!settings["snapshots.isShownToReaders"] || visibility !== "public" || isUnlisted || deletedAt) return null;
  return new URL(`/see/${id}`, appUrl()).href;
}
