import { createLoader, createSerializer, parseAsString } from "nuqs/server";

/** Cursor of the timeline, and the check whose evidence is shown; without one, the newest. */
const resourceSearch = { after: parseAsString, check: parseAsString };

export const loadResourceSearch = createLoader(resourceSearch);
const serialize = createSerializer(resourceSearch);

/** A resource's page with its timeline in sight, from the newest entry or from a cursor. */
export function timelinePath(resourceId: string, after: string | null = null): string {
  return `${serialize(`/resources/${resourceId}`, { after })}#timeline`;
}

/** A resource's page with the evidence of one of its checks in sight; null for the newest. */
export function evidencePath(resourceId: string, check: string | null, after: string | null = null): string {
  return `${serialize(`/resources/${resourceId}`, { check, after })}#evidence`;
}
