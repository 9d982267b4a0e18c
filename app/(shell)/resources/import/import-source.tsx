"use client";

import { clsx } from "clsx";
import { FileUp, X } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { formatBytes } from "@/lib/format";

type ImportSourceProps = {
  file: File | null;
  text: string;
  onFile: (file: File | null) => void;
  onText: (text: string) => void;
  error?: string;
};

/** A file, dropped or chosen, or a pasted list; a file goes before the text. */
export function ImportSource({ file, text, onFile, onText, error }: ImportSourceProps) {
  const textId = useId();
  return (
    <div className="flex flex-col gap-3">
      {file ? <Chosen file={file} onRemove={() => onFile(null)} /> : <DropZone onFile={onFile} />}
      <div className="flex flex-col gap-1">
        <label htmlFor={textId} className="font-medium text-sm">
          {file ? "Or paste a list instead" : "Or paste a list"}
        </label>
        <Textarea
          id={textId}
          rows={6}
          value={text}
          disabled={file !== null}
          onChange={(event) => onText(event.target.value)}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono text-xs"
          placeholder={"https://example.org/course\nhttps://example.org/data, Tide tables, private"}
        />
      </div>
      {error && (
        <p role="alert" className="font-medium text-danger text-sm">
          {error}
        </p>
      )}
    </div>
  );
}

function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the label below opens the chooser for everybody
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <label
        htmlFor={id}
        className={clsx(
          "flex flex-col items-center gap-1 rounded-md border border-edge border-dashed px-4 py-8 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent",
          isOver ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <FileUp aria-hidden="true" className="size-6 text-muted" />
        <span className="font-medium">Drop a file here, or choose one</span>
        <span className="text-muted text-sm">
          CSV, JSON lines, a plain list with one URL a line, or Markdown with links
        </span>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.jsonl,.ndjson,.md,text/csv,text/plain,text/markdown"
          className="sr-only"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) onFile(file);
          }}
        />
      </label>
    </div>
  );
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  return (
    <p className="flex items-center gap-2 rounded-md border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 text-sm">
      <FileUp aria-hidden="true" className="size-4 text-muted" />
      <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
      <span className="text-muted">{formatBytes(file.size)}</span>
      <Button variant="quiet" size="sm" isIconOnly aria-label="Remove the file" onClick={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </p>
  );
}
