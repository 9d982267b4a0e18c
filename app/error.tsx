"use client";

import { Logo } from "@/components/shell/logo";
import { Trouble, type TroubleProps } from "@/components/trouble";

/** When even the frame can't be drawn: most likely the database is away. */
export default function RootError(props: TroubleProps) {
  return (
    <main className="min-h-dvh bg-surface px-6 pt-6">
      <Logo />
      <Trouble {...props} />
    </main>
  );
}
