"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";
import { notify } from "./notify";

/** Puts `text` on the clipboard. `label` says what: "Copy URL". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    // The clipboard exists in secure contexts only (https or this machine).
    const isDone = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (isDone) setIsCopied(true);
    else notify.failure("The browser did not let us copy. Select the text and copy it by hand.");
  }
  return (
    <Button variant="quiet" size="sm" isIconOnly aria-label={isCopied ? "Copied" : label} title={label} onClick={copy}>
      {isCopied ? <Check aria-hidden="true" className="text-valid" /> : <Copy aria-hidden="true" />}
    </Button>
  );
}
