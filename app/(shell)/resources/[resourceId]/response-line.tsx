/** A line between days farther apart would tell of answers that nobody saw; weekly checks lie 7 days apart. */
const LONGEST_LINE_DAYS = 8;

const HEIGHT = 32;

type Point = { index: number; responseMs: number | null };

/** How long answers took: a dot a day, joined where the days are near each other. Nothing where no check got an answer. */
export function ResponseLine({ days, span }: { days: readonly Point[]; span: number }) {
  const points = days.flatMap(({ index, responseMs }) => (responseMs === null ? [] : [{ index, responseMs }]));
  const highest = Math.max(...points.map(({ responseMs }) => responseMs), 1);
  if (points.length === 0) return null;
  const at = (point: { index: number; responseMs: number }) => ({
    x: point.index + 0.5,
    y: HEIGHT - 2 - (point.responseMs / highest) * (HEIGHT - 4),
  });
  const path = points
    .map((point, position) => {
      const before = points[position - 1];
      const { x, y } = at(point);
      const isJoined = before !== undefined && point.index - before.index <= LONGEST_LINE_DAYS;
      return `${isJoined ? "L" : "M"}${x} ${y}`;
    })
    .join("");
  return (
    <div className="relative mt-1 h-9 border-line border-t pt-1">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${span} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-8 w-full overflow-visible"
      >
        <path d={path} fill="none" stroke="var(--color-accent)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
        {points.map((point) => {
          const { x, y } = at(point);
          return (
            <path
              key={point.index}
              d={`M${x} ${y}h0`}
              stroke="var(--color-accent)"
              strokeWidth="4"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          );
        })}
      </svg>
    </div>
  );
}
