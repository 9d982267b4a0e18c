import { formatDuration, formatNumber } from "@/lib/format";

/** "14 a second, about 5 min left": how quickly checks go. */
export function paceText({
  ratePerSecond,
  secondsLeft,
}: {
  ratePerSecond: number;
  secondsLeft: number | null;
}): string {
  if (ratePerSecond === 0) return "none in the last minute";
  const left = secondsLeft === null ? "" : `, about ${leftText(secondsLeft)} left`;
  return `${rateText(ratePerSecond)}${left}`;
}

function rateText(ratePerSecond: number): string {
  if (ratePerSecond >= 10) return `${formatNumber(Math.round(ratePerSecond))} a second`;
  if (ratePerSecond >= 1) return `${ratePerSecond.toFixed(1)} a second`;
  return `${Math.max(1, Math.round(ratePerSecond * 60))} a minute`;
}

/** No finer than an estimate is. */
function leftText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds / 5) * 5} s`;
  const step = seconds < 600 ? 30 : 60;
  return formatDuration(Math.ceil(seconds / step) * step * 1_000);
}
