"use client";

import { Trouble, type TroubleProps } from "@/components/trouble";
import "./globals.css";

/** The last net: replaces the whole document. */
export default function GlobalError(props: TroubleProps) {
  return (
    <html lang="en">
      <body>
        <title>Holdfast</title>
        <main className="min-h-dvh bg-surface px-6">
          <Trouble {...props} />
        </main>
      </body>
    </html>
  );
}
