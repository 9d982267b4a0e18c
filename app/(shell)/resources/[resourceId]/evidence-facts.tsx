import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { ExternalLink } from "@/components/ui/external-link";
import { Facts } from "@/components/ui/facts";
import type { Evidence } from "@/lib/checks/evidence";
import { formatBytes, formatCount, formatDay, formatUtc } from "@/lib/format";
import { comparisonSentences } from "./comparison-sentences";

/** Headers that stand in a fact of their own. */
const TOLD: ReadonlySet<string> = new Set(["content-type", "retry-after"]);

/** What the answer carried, and what it was compared with. What a check did not see is left out. */
export function EvidenceFacts({ evidence }: { evidence: Evidence }) {
  const { headers, body, tls, error, requestHeaders, retryAfterAt, service } = evidence;
  const comparison = comparisonSentences(evidence.comparison);
  const answerHeaders = Object.entries(headers).filter(([name]) => !TOLD.has(name));
  return (
    <div className="flex flex-col gap-3">
      <Facts
        facts={[
          comparison.length > 0 ? ["Compared", <Lines key="compared" lines={comparison} />] : null,
          service
            ? [
                "Service",
                <span key="service">
                  {service.type} answers at <ExternalLink href={service.url} className="break-all font-mono text-xs" />
                </span>,
              ]
            : null,
          retryAfterAt ? ["Retry-After", waitText(retryAfterAt, headers["retry-after"])] : null,
          headers["content-type"] ? ["Type", headers["content-type"]] : null,
          ...bodyFacts(body),
          !body && !error ? ["Body", "not read: the headers were enough"] : null,
          tls ? ["Certificate", <Certificate key="tls" tls={tls} />] : null,
        ]}
      />
      <Headers title="sent with the request" headers={Object.entries(requestHeaders)} />
      <Headers title="of the answer" headers={answerHeaders} />
    </div>
  );
}

function bodyFacts(body: Evidence["body"]): (readonly [string, ReactNode] | null)[] {
  if (!body) return [];
  return [
    body.title ? ["Page title", body.title] : null,
    ["Size", sizeText(body)],
    [
      "SHA-256",
      <code key="sha" className="break-all font-mono text-xs">
        {body.sha256}
      </code>,
    ],
  ];
}

function sizeText({ bytes, decodedBytes, isTruncated, words }: NonNullable<Evidence["body"]>): string {
  const unpacked = decodedBytes === bytes ? "" : `, ${formatBytes(decodedBytes)} unpacked`;
  const said = words === null ? "" : `, ${formatCount(words, "word")}`;
  return `${formatBytes(bytes)}${unpacked}${said}${isTruncated ? " (the first part: there was more)" : ""}`;
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line) => <div key={line}>{line}</div>);
}

/** "120: left alone until 2026-03-01 12:02:00 UTC". */
function waitText(at: string, header: string | undefined): string {
  const until = `left alone until ${formatUtc(new Date(at))}`;
  return header === undefined ? until : `${header}: ${until}`;
}

function Certificate({ tls }: { tls: NonNullable<Evidence["tls"]> }) {
  return (
    <>
      {tls.problem && (
        <Badge tone="broken" className="mr-1.5 font-mono">
          {tls.problem}
        </Badge>
      )}
      {tls.subject}, by {tls.issuer}, until {dayText(tls.validTo)} ({tls.protocol})
    </>
  );
}

function Headers({ title, headers }: { title: string; headers: readonly (readonly [name: string, value: string])[] }) {
  if (headers.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit text-muted hover:text-ink">
        {formatCount(headers.length, "header")} {title}
      </summary>
      <dl className="mt-1.5 font-mono text-xs">
        {headers.map(([name, value]) => (
          <div key={name} className="flex gap-2 py-0.5">
            <dt className="shrink-0 text-muted">{name}:</dt>
            <dd className="min-w-0 break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** As the certificate writes it, where that is no date we can read. */
function dayText(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : formatDay(at);
}
