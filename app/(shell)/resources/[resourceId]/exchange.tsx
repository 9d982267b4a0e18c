import { Badge, type Tone } from "@/components/ui/badge";
import { UrlText } from "@/components/ui/url-text";
import type { Evidence } from "@/lib/checks/evidence";
import { formatDuration } from "@/lib/format";

/** What we asked and what came back, request by request, with status and time. */
export function Exchange({ evidence }: { evidence: Evidence }) {
  const { method, headStatus, hops, error, requestedUrl } = evidence;
  const isNotAsked = error?.reason === "private_address";
  return (
    <ol className="text-sm">
      {method === "GET" && headStatus !== null && (
        <Request
          status={headStatus}
          method="HEAD"
          url={requestedUrl}
          note="not taken for an answer: asked again with GET"
        />
      )}
      {hops.map((hop, index) => (
        <Request
          // biome-ignore lint/suspicious/noArrayIndexKey: a loop visits the same address again, in order
          key={index}
          status={hop.status}
          method={hop.method ?? method ?? "GET"}
          url={hop.url}
          note={[(index < hops.length - 1 || error?.phase === "redirect") && "leads on", hop.address]
            .filter(Boolean)
            .join(" · ")}
          durationMs={hop.durationMs}
        />
      ))}
      {error && (
        <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b py-1.5">
          <Badge tone={isNotAsked ? "neutral" : "broken"}>
            {isNotAsked ? "not asked" : error.phase === "redirect" ? "not followed" : "no answer"}
          </Badge>
          {hops.length === 0 && <UrlText url={requestedUrl} isWrapped />}
          {!isNotAsked && <span>{PHASE[error.phase] ?? error.phase}</span>}
          <span className="break-all font-mono text-muted text-xs">{error.message}</span>
        </li>
      )}
    </ol>
  );
}

type RequestProps = { status: number; method: string; url: string; note: string | null; durationMs?: number };

function Request({ status, method, url, note, durationMs }: RequestProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b py-1.5">
      <Badge tone={statusTone(status)} className="w-12 justify-center font-mono">
        {status}
      </Badge>
      <span className="w-9 font-mono text-muted text-xs">{method}</span>
      <UrlText url={url} isWrapped className="min-w-0 flex-1 max-sm:order-last max-sm:basis-full" />
      <span className="text-muted text-xs">{note}</span>
      <span className="text-right text-muted text-xs max-sm:ml-auto sm:w-14">
        {durationMs === undefined ? "" : formatDuration(durationMs)}
      </span>
    </li>
  );
}

/** By what the code says of the page, as the verdicts do. */
function statusTone(status: number): Tone {
  if (status >= 200 && status < 300) return "valid";
  if (status >= 300 && status < 400) return "neutral";
  if ([401, 402, 403, 408, 429, 503].includes(status) || status > 599 || status < 100) return "blocked";
  return "broken";
}

const PHASE: Record<string, string> = {
  dns: "while looking up the host’s name",
  connect: "while connecting",
  tls: "while agreeing on encryption",
  headers: "while waiting for the answer",
  body: "while reading the page",
  redirect: "while following a redirect",
};
