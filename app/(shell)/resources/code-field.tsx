"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { codeText, typedCode } from "./code-text";

const RULE = "Three digits, or a class such as 4xx";

type CodeFieldProps = { code: number | null; onChange: (code: number | null) => void };

/** Filter by HTTP code. Three signs are taken at once, one digit when the field is left or with Enter. */
export function CodeField({ code, onChange }: CodeFieldProps) {
  const [isWrong, setIsWrong] = useState(false);

  function take(text: string): void {
    const typed = typedCode(text);
    setIsWrong(typed === undefined);
    if (typed !== undefined && typed !== code) onChange(typed);
  }

  return (
    <span className="relative shrink-0">
      <Input
        isSmall
        key={code}
        aria-label="HTTP code"
        aria-invalid={isWrong || undefined}
        title={RULE}
        placeholder="Code"
        maxLength={3}
        autoComplete="off"
        defaultValue={codeText(code)}
        className="w-16"
        onChange={({ target: { value } }) => {
          if (value === "" || value.length === 3) take(value);
          else setIsWrong(/[^\dx]/i.test(value));
        }}
        onBlur={({ target }) => take(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") take(currentTarget.value);
        }}
      />
      {isWrong && (
        <span
          role="alert"
          className="absolute top-full left-0 z-10 mt-1 whitespace-nowrap rounded-sm border border-line bg-raised px-1.5 py-0.5 text-danger text-xs"
        >
          {RULE}
        </span>
      )}
    </span>
  );
}
