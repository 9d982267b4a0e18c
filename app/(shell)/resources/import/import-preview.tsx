"use client";

import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { formatCount, formatNumber } from "@/lib/format";
import type { ImportSummary, SummaryLine } from "@/lib/imports/import-resources";

type ImportPreviewProps = { summary: ImportSummary; isPending: boolean; onImport: () => void; onBack: () => void };

/** What an import would do: counts, how the file was read, and the first lines that add nothing, with their reasons. */
export function ImportPreview({ summary, isPending, onImport, onBack }: ImportPreviewProps) {
  const { rowCount, createdCount, existingCount, refusedCount, notes, refusals, existing } = summary;
  return (
    <Section title="Preview" note={formatCount(rowCount, "line")}>
      <dl className="flex flex-wrap gap-x-8 gap-y-2" aria-live="polite">
        <Figure name="will be added" count={createdCount} />
        <Figure name="are there already" count={existingCount} />
        <Figure name="are refused" count={refusedCount} />
      </dl>
      {notes.map((note) => (
        <p key={note} className="mt-2 text-muted text-sm">
          {note}
        </p>
      ))}
      <Lines name="refused" count={refusedCount} lines={refusals} />
      <Lines name="not added" count={existingCount} lines={existing} />
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <Button variant="primary" isPending={isPending} disabled={createdCount === 0} onClick={onImport}>
          {createdCount === 0 ? "Nothing to add" : `Import ${formatCount(createdCount, "resource")}`}
        </Button>
        <Button variant="quiet" disabled={isPending} onClick={onBack}>
          Back
        </Button>
        {isPending && (
          <span className="text-muted text-sm">All lines go in together; a long list takes up to a minute.</span>
        )}
        {!isPending && refusedCount > 0 && createdCount > 0 && (
          <span className="text-muted text-sm">Refused lines are left out; the others go in together.</span>
        )}
      </div>
    </Section>
  );
}

function Lines({ name, count, lines }: { name: string; count: number; lines: readonly SummaryLine[] }) {
  if (lines.length === 0) return null;
  return (
    <table className="mt-4 w-full table-fixed text-sm">
      <caption className="mb-1 text-left text-muted text-xs">
        {count > lines.length
          ? `The first ${lines.length} of ${formatCount(count, "line")} ${name}`
          : `${formatCount(count, "line")} ${name}`}
      </caption>
      <thead>
        <tr className="h-8 border-line-strong border-b text-left text-muted text-xs">
          <th scope="col" className="w-16 font-medium">
            Line
          </th>
          <th scope="col" className="w-2/5 font-medium">
            As written
          </th>
          <th scope="col" className="font-medium">
            Why
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, input, message }) => (
          <tr key={line} className="border-b align-top">
            <td className="py-1.5">{formatNumber(line)}</td>
            <td className="break-all py-1.5 pr-3 font-mono text-xs">{input}</td>
            <td className="py-1.5">{message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ name, count }: { name: string; count: number }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dd className="font-medium text-xl">{formatNumber(count)}</dd>
      <dt className="text-muted text-sm">{name}</dt>
    </div>
  );
}
