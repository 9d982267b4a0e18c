/** The roles, from least to most; labels for the screens. Browser-safe. */
export const ROLES = ["viewer", "editor", "admin"] as const;

export const ROLE_LABELS: Record<(typeof ROLES)[number], { label: string; means: string }> = {
  viewer: { label: "Viewer", means: "Sees everything, changes nothing." },
  editor: { label: "Editor", means: "Adds, checks and archives resources in the collections named here." },
  admin: { label: "Admin", means: "Does everything, everywhere: settings, people, tokens." },
};
