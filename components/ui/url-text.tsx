import { clsx } from "clsx";

/**
 * A URL that can be read at a glance: scheme faint, host in ink, rest muted. `isWrapped` shows all of it over several lines, else it
 * is cut at the end and whole on hover.
 */
export function UrlText({
  url,
  isWrapped = false,
  className,
}: {
  url: string;
  isWrapped?: boolean;
  className?: string;
}) {
  const { scheme, host, rest } = urlParts(url);
  return (
    <span
      title={isWrapped ? undefined : url}
      className={clsx("font-mono text-xs", isWrapped ? "break-all" : "block truncate", className)}
    >
      <span className="text-faint">{scheme}</span>
      <span className="text-ink">{host}</span>
      <span className="text-muted">{rest}</span>
    </span>
  );
}

function urlParts(url: string): { scheme: string; host: string; rest: string } {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/i.exec(url);
  if (!match) return { scheme: "", host: url, rest: "" };
  const [, scheme = "", host = "", rest = ""] = match;
  return { scheme, host, rest: rest === "/" ? "" : rest };
}
