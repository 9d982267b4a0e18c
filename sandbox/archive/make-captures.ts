import { toTimestamp } from "../clock";
import { drawSpan } from "../random";
import { urlKey } from "./archive-url";
import type { Capture, Target } from "./entries";
import type { Order, Struck } from "./job-fate";
import { hasScreenshot, screenshotUrl } from "./job-result";
import type { ArchiveState } from "./state";
import { finalUrl } from "./targets";

interface CaptureWork {
  state: ArchiveState;
  order: Order;
  target: Target;
  capturedAt: number;
  endsAt: number;
  /** How often the URL was captured today before. */
  attempt: number;
  struck: Struck;
}

/** A row for each hop, one for the page and one for its picture. They are seen together. */
export function makeCaptures(work: CaptureWork): Capture[] {
  const { order, target, capturedAt, endsAt, struck } = work;
  const visibleAt = visibility(work);
  const vanishes = struck("vanishing-capture");
  const vanishesAt = vanishes === null ? null : visibleAt.cdx + vanishes.number("afterMs");
  const shared = { capturedAt, edition: target.edition, madeAt: endsAt, visibleAt, vanishesAt };
  const idOf = (url: string, place: string | number) => `${urlKey(url)} ${toTimestamp(capturedAt)} ${place}`;

  const urls = [order.normalUrl, ...target.redirects.map(({ url }) => url)];
  const pages = urls.map((url, hop) => ({
    ...shared,
    id: idOf(url, hop),
    key: urlKey(url),
    url,
    status: target.redirects[hop]?.status ?? target.status,
    mimeType: hop < urls.length - 1 ? "text/html" : target.contentType,
    redirectTo: urls[hop + 1] ?? null,
  }));
  if (!hasScreenshot(order.options, target)) return pages;
  const url = screenshotUrl(finalUrl(target, order.normalUrl));
  const picture = { id: idOf(url, "picture"), key: urlKey(url), url, status: 200, mimeType: "image/png" };
  return [...pages, { ...shared, ...picture, redirectTo: null }];
}

/** When each kind of reader first sees what was captured. */
function visibility({ state, order, endsAt, attempt, struck }: CaptureWork): Capture["visibleAt"] {
  const { seed, settings } = state;
  if (struck("never-visible")) {
    return { playback: Number.MAX_SAFE_INTEGER, cdx: Number.MAX_SAFE_INTEGER, availability: Number.MAX_SAFE_INTEGER };
  }
  const lateMs = struck("late-index")?.number("delayMs") ?? 0;
  const extraMs = lateMs + (order.options.delayAvailability ? settings.spn.delayedAvailabilityMs : 0);
  const seenAt = (reader: keyof Capture["visibleAt"]) =>
    endsAt + extraMs + drawSpan(seed, settings.index.lagMs[reader], "lag", reader, order.normalUrl, attempt);
  const isShownAtOnce = order.isVisitor && settings.index.visitorSeesAtOnce;
  return {
    playback: isShownAtOnce ? endsAt + extraMs : seenAt("playback"),
    cdx: seenAt("cdx"),
    availability: seenAt("availability"),
  };
}
