import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

/** What the control of a field must carry, so that label, hint and error belong to it. */
export type FieldControlProps = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = {
  label: string;
  /** A sentence below the label: what to enter, in which form. */
  hint?: ReactNode;
  /** What is wrong, in words that say how to mend it. */
  error?: string;
  isOptional?: boolean;
  className?: string;
  /** Renders the control with the given properties: `{(control) => <Input {...control} name="url" />}`. */
  children: (control: FieldControlProps) => ReactNode;
};

/** Label, control, hint and error as one. */
export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
        {isOptional && <span className="ml-1.5 font-normal text-faint">optional</span>}
      </label>
      {children({ id, "aria-describedby": describedBy || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="font-medium text-danger text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
