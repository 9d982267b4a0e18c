import type { ReactNode } from "react";
import { requireActor } from "@/lib/auth";
import { loadHost } from "./load-host";

type Props = { params: Promise<{ host: string }>; children: ReactNode };

/** Above loading.tsx, so that an unknown host answers 404 before anything is sent. */
export default async function HostLayout({ params, children }: Props) {
  await requireActor();
  await loadHost((await params).host);
  return children;
}
