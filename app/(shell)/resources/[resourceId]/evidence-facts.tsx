import { Facts } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { Evidence } from "@/lib/checks/evidence";
import { formatBytes, formatDuration } from "@/lib/format";

/** More than these are folded away. */
const SHOWN_HEADERS = 6;

/** What the answer carried: type, size, title, hash, certificate, the headers that matter. */
export function EvidenceFacts({ evidence }: { evidence: Evidence }) {
  const { headers, body, tls, timing, error } = evidence;
  const names = Object.keys(headers).filter((name) => name !== "content-type");
  return (
    <div className="flex flex-col gap-3">
      <Facts
        facts={[
          headers["content-type"] ? ["Type", headers["content-type"]] : null,
          body ? ["Page title", body.title || <span className="text-faint">none</span>] : null,
          body ? ["Size", sizeText(body)] : null,
          body
            ? [
                "SHA-256",
                <code key="sha" className="break-all font-mono text-xs">
                  {body.sha256}
                </code>,
              ]
            : null,
          ["Time", timingText(timing)],
          !body && !error ? ["Body", "not read: the headers were enough"] : null,
          tls
            ? [
                "Certificate",
                <span key="tls">
                  {tls.subject}, by {tls.issuer}, until <Time at={validDate(tls.validTo)} empty={tls.validTo} /> (
                  {tls.protocol})
                </span>,
              ]
            : null,
        ]}
      />
      {names.length > 0 && (
        <details className="text-sm" open={names.length <= SHOWN_HEADERS}>
          <summary className="w-fit text-muted hover:text-ink">
            {names.length === 1 ? "1 header" : `${names.length} headers`}
          </summary>
          <dl className="mt-1.5 font-mono text-xs">
            {names.map((name) => (
              <div key={name} className="flex gap-2 py-0.5">
                <dt className="shrink-0 text-muted">{name}:</dt>
                <dd className="min-w-0 break-all">{headers[name]}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function sizeText({ bytes, decodedBytes, isTruncated }: NonNullable<Evidence["body"]>): string {
  const unpacked = decodedBytes === bytes ? "" : `, ${formatBytes(decodedBytes)} unpacked`;
  return `${formatBytes(bytes)}${unpacked}${isTruncated ? " (the first part: there was more)" : ""}`;
}

function timingText({ totalMs, connectMs, headersMs, bodyMs }: Evidence["timing"]): string {
  const parts = [
    connectMs === null ? null : `${formatDuration(connectMs)} to connect`,
    headersMs === null ? null : `${formatDuration(headersMs)} to answer`,
    bodyMs === null ? null : `${formatDuration(bodyMs)} to read`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? formatDuration(totalMs) : `${formatDuration(totalMs)}: ${parts.join(", ")}`;
}

/** As the certificate writes it; null when that is no date we can read. */
function validDate(text: string): Date | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
