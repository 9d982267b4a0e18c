import { clsx } from "clsx";
import type { Route } from "next";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "./link";
import { Spinner } from "./spinner";

export type ButtonVariant =
  /** The one thing this view is for. */
  | "primary"
  /** Everything else. */
  | "plain"
  /** In rows and toolbars, where borders would be noise. */
  | "quiet"
  /** Takes something away. */
  | "danger";

type Look = { variant?: ButtonVariant; size?: "sm" | "md"; isIconOnly?: boolean; className?: string };

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong",
  plain: "border-edge bg-raised text-ink hover:border-ink hover:bg-hover",
  quiet: "border-transparent text-muted hover:bg-hover hover:text-ink",
  danger: "border-danger bg-raised text-danger hover:bg-danger hover:text-on-danger",
};

/** Classes of a button, for elements that must look like one. */
export function buttonClass({ variant = "plain", size = "md", isIconOnly = false, className }: Look = {}): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors",
    "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-faint aria-disabled:opacity-60",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    size === "sm" ? "h-7 pointer-coarse:h-10" : "h-8 pointer-coarse:h-11",
    isIconOnly
      ? size === "sm"
        ? "w-7 pointer-coarse:w-10"
        : "w-8 pointer-coarse:w-11"
      : size === "sm"
        ? "px-2.5"
        : "px-3",
    VARIANT[variant],
    className,
  );
}

export type ButtonProps = Look & {
  /** Work is under way: the button keeps its width, shows a turning arc and takes no second press. */
  isPending?: boolean;
} & ComponentProps<"button">;

/** A button. `type` is "button" unless told; an icon-only one needs `aria-label`. */
export function Button({ variant, size, isIconOnly, isPending = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isPending || undefined}
      disabled={rest.disabled || isPending}
      className={buttonClass({ variant, size, isIconOnly, className: clsx("relative", className) })}
    >
      {isPending ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}

type ButtonLinkProps = Look & { href: Route; children: ReactNode } & Omit<ComponentProps<typeof Link>, "href">;

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ variant, size, isIconOnly, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={buttonClass({ variant, size, isIconOnly, className })} />;
}
