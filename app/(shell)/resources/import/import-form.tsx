"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { toRoute } from "@/components/ui/route";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import { formatBytes, formatCount } from "@/lib/format";
import type { ImportSummary } from "@/lib/imports/import-resources";
import { importAction, previewImportAction } from "./actions";
import { ImportPreview } from "./import-preview";
import { ImportSource } from "./import-source";

type ImportFormProps = {
  /** Those in which the person may add. */
  collections: readonly { id: string; name: string }[];
  collectionId: string;
  /** Setting `imports.maxBytes`. */
  maxBytes: number;
};

/** File or list → preview → import. Whatever is changed makes the preview void. */
export function ImportForm({ collections, collectionId: initialId, maxBytes }: ImportFormProps) {
  const router = useRouter();
  const [collectionId, setCollectionId] = useState(initialId);
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState("");
  const [summary, setSummary] = useState<ImportSummary | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const preview = useAction(previewImportAction, {
    onDone: setSummary,
    onFailed: (failure) => setRefusal(failure.message),
  });
  const importing = usePress(importAction, {
    done: ({ createdCount }) => `${formatCount(createdCount, "resource")} added. Their checks begin now.`,
    onDone: ({ importId }) => router.push(toRoute(`/resources/import/${importId}`)),
  });

  function change(apply: () => void) {
    apply();
    setSummary(null);
    setRefusal(null);
  }

  function withInput(run: (input: { collectionId: string; file: File }) => void) {
    const chosen = file ?? (text.trim() === "" ? null : new File([text], "pasted list.txt", { type: "text/plain" }));
    if (chosen === null) return setRefusal("Choose a file, or paste a list.");
    if (chosen.size > maxBytes) return setRefusal(`The file is larger than ${formatBytes(maxBytes)}. Split it.`);
    run({ collectionId, file: chosen });
  }

  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <Field label="Into the collection">
        {(control) => (
          <Select
            {...control}
            className="w-full sm:w-80"
            value={collectionId}
            onChange={({ target }) => change(() => setCollectionId(target.value))}
          >
            {collections.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ImportSource
        file={file}
        text={text}
        onFile={(next) => change(() => setFile(next))}
        onText={(next) => change(() => setText(next))}
        error={refusal ?? undefined}
      />
      {summary ? (
        <ImportPreview
          summary={summary}
          isPending={importing.isPending}
          onImport={() => withInput(importing.run)}
          onBack={() => setSummary(null)}
        />
      ) : (
        <div>
          <Button variant="primary" isPending={preview.isPending} onClick={() => withInput(preview.run)}>
            Preview
          </Button>
          <span role="status" className="ml-3 text-muted text-sm">
            {preview.isPending ? "Judging every line; a long list takes up to a minute." : "Nothing is added yet."}
          </span>
        </div>
      )}
    </div>
  );
}
