"use client";

import { clsx } from "clsx";
import { Switch as Radix } from "radix-ui";
import type { ComponentProps } from "react";

type SwitchProps = Omit<ComponentProps<typeof Radix.Root>, "onCheckedChange" | "onChange"> & {
  onChange?: (isOn: boolean) => void;
  isPending?: boolean;
};

/** On or off, with effect at once. Needs `aria-label` or a label with `htmlFor`. On and off differ in shape, not in colour alone. */
export function Switch({ onChange, isPending = false, className, ...rest }: SwitchProps) {
  return (
    <Radix.Root
      {...rest}
      onCheckedChange={onChange}
      aria-busy={isPending || undefined}
      className={clsx(
        "group relative inline-flex align-middle h-4.5 w-8 shrink-0 items-center rounded-full border border-edge bg-sunken transition-colors",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:cursor-not-allowed disabled:opacity-60",
        "before:absolute before:-inset-2 before:content-[''] pointer-coarse:before:-inset-3.5",
        isPending && "animate-breathe",
        className,
      )}
    >
      <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full border-2 border-edge bg-raised transition-transform group-data-[state=checked]:translate-x-4 group-data-[state=checked]:border-on-accent group-data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
