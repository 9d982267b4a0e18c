"use client";

import { Toaster as Sonner } from "sonner";

/** Where notices appear; once, in the root layout. Send one with `notify` of `components/ui/notify.ts`. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      visibleToasts={4}
      toastOptions={{
        unstyled: true,
        duration: 6_000,
        classNames: {
          toast:
            "flex w-full sm:w-[22rem] items-start gap-2.5 rounded-md border border-line-strong border-l-4 border-l-accent bg-raised px-3 py-2.5 text-sm text-ink shadow-float",
          error: "!border-l-danger",
          title: "font-medium",
          description: "text-muted",
          content: "min-w-0 flex-1",
          icon: "mt-0.5 shrink-0 text-muted [&_svg]:size-4",
          actionButton: "shrink-0 rounded-sm px-1.5 font-medium text-accent underline underline-offset-2",
        },
      }}
    />
  );
}
