/*
 * What the trend can be asked for. Browser-safe.
 */

/** Days that a trend may span, today included. */
export const TREND_DAYS = [14, 30, 90] as const;
export type TrendSpan = (typeof TREND_DAYS)[number];
export const DEFAULT_TREND_DAYS: TrendSpan = 14;
