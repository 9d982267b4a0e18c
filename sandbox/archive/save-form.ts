/** What was asked beside the URL. */
export interface SaveOptions {
  captureAll: boolean;
  captureOutlinks: boolean;
  captureScreenshot: boolean;
  delayAvailability: boolean;
  /** `force_get`: no browser. */
  isPlainGet: boolean;
  skipFirstArchive: boolean;
  outlinksAvailability: boolean;
}

/** Fields whose values are secrets of the person who asks; never written down as they are. */
export const SECRET_FIELDS = new Set(["capture_cookie", "target_username", "target_password", "secret"]);

/** Reads the flags of a form. Only `1` and `on` switch one on; `true` does not. */
export function readSaveOptions(form: URLSearchParams): SaveOptions {
  const isOn = (name: string) => ["1", "on"].includes(form.get(name) ?? "");
  return {
    captureAll: isOn("capture_all"),
    captureOutlinks: isOn("capture_outlinks"),
    captureScreenshot: isOn("capture_screenshot"),
    delayAvailability: isOn("delay_wb_availability"),
    isPlainGet: isOn("force_get"),
    skipFirstArchive: isOn("skip_first_archive"),
    outlinksAvailability: isOn("outlinks_availability"),
  };
}

/**
 * Reads `if_not_archived_within`: seconds, or a mix such as `3d 5h 20m`; after a comma the same for outlinks.
 * Null where nothing readable was sent, and the service's own window holds.
 */
export function parseAges(text: string | null): { pageMs: number | null; outlinksMs: number | null } {
  const [page = "", outlinks = ""] = (text ?? "").split(",");
  return { pageMs: parseAge(page.trim()), outlinksMs: parseAge(outlinks.trim()) };
}

const UNIT_MS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

function parseAge(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+\s*[dhms]\s*)+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+)\s*([dhms])/g)];
  return parts.reduce((sum, [, amount = "0", unit = "s"]) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
}
