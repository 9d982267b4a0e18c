import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireActor } from "@/lib/auth";
import { findCollection } from "@/lib/collections/find-collection";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

/** Above loading.tsx, so that an unknown name answers 404 before anything is sent. */
export default async function CollectionLayout({ params, children }: Props) {
  await requireActor();
  if ((await findCollection((await params).slug)) === null) notFound();
  return children;
}
