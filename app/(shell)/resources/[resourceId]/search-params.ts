import { createLoader, createSerializer, parseAsString } from "nuqs/server";

/** Cursor of the timeline. */
const resourceSearch = { after: parseAsString };

export const loadResourceSearch = createLoader(resourceSearch);
const serialize = createSerializer(resourceSearch);

/** A resource's page with its timeline in sight, from the newest entry or from a cursor. */
export function timelinePath(resourceId: string, after: string | null = null): string {
  return `${serialize(`/resources/${resourceId}`, { after })}#timeline`;
}
