import type { ReactNode } from "react";
import { requireActor } from "@/lib/auth";
import { loadResource } from "./load-resource";

type Props = { params: Promise<{ resourceId: string }>; children: ReactNode };

/** Above loading.tsx, so that an unknown id answers 404 and another spelling leads on before anything is sent. */
export default async function ResourceLayout({ params, children }: Props) {
  await requireActor();
  await loadResource((await params).resourceId);
  return children;
}
