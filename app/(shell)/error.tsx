"use client";

import { Trouble, type TroubleProps } from "@/components/trouble";

/** A page failed; the frame around it stands. */
export default function PageError(props: TroubleProps) {
  return <Trouble {...props} />;
}
