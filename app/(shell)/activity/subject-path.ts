type Subject = { subjectKind: string; subjectId: string; after: unknown };

/** Where the subject of an activity can be seen; null when it has no page of its own. */
export function subjectPath({ subjectKind, subjectId, after }: Subject): string | null {
  switch (subjectKind) {
    case "resource":
      return `/resources/${subjectId}`;
    case "snapshot":
      return resourceOf(after);
    case "import":
      return `/resources/import/${subjectId}`;
    case "bulk":
      return `/resources/bulk/${subjectId}`;
    case "collection":
      return "/collections";
    case "user":
      return "/settings/users";
    case "token":
      return "/settings/tokens";
    case "setting":
      return `/settings#${subjectId}`;
    case "host":
      return `/hosts/${encodeURIComponent(subjectId)}`;
    case "schedule":
      return "/settings/schedules";
    default:
      return null;
  }
}

/** Activity of snapshots keeps the resource beside what changed. */
function resourceOf(after: unknown): string | null {
  const hasResource = typeof after === "object" && after !== null && "resourceId" in after;
  return hasResource ? `/resources/${String(after.resourceId)}` : null;
}
