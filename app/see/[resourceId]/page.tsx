import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SandboxStrip } from "@/components/shell/sandbox-strip";
import { ExternalLink } from "@/components/ui/external-link";
import { env } from "@/lib/env";
import { formatDay } from "@/lib/format";
import { findReadersView, type ReadersView } from "@/lib/readers/find-readers-view";

type Props = { params: Promise<{ resourceId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await findReadersView((await params).resourceId);
  return { title: view === null ? "Not found" : { absolute: view.title } };
}

/** Public: what readers see of a public, listed resource. Whatever else is asked for is not found, for one reason as for another. */
export default async function ReadersPage({ params }: Props) {
  const view = await findReadersView((await params).resourceId);
  if (view === null) notFound();
  return (
    <>
      {env().HOLDFAST_SANDBOX && <SandboxStrip />}
      <main className="mx-auto flex max-w-prose flex-col gap-6 px-6 py-16">
        <h1 className="break-words font-semibold text-xl tracking-tight">{view.title}</h1>
        {view.isGone ? <Gone view={view} /> : <There view={view} />}
      </main>
    </>
  );
}

/** The page can't be reached: the archived version is what helps. */
function Gone({ view: { url, archived } }: { view: ReadersView }) {
  if (archived === null)
    return (
      <div className="flex flex-col gap-2">
        <p>This page could not be reached when it was last looked at, and there is no archived version of it.</p>
        <Live url={url} label="Try the page all the same" />
      </div>
    );
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p>This page could not be reached when it was last looked at. There is an archived version:</p>
        <Archived archived={archived} isMain />
      </div>
      <Live url={url} label="Try the page all the same" />
    </div>
  );
}

function There({ view: { url, archived } }: { view: ReadersView }) {
  return (
    <div className="flex flex-col gap-6">
      <Live url={url} label="Go to the page" isMain />
      {archived && <Archived archived={archived} />}
    </div>
  );
}

type ArchivedProps = { archived: NonNullable<ReadersView["archived"]>; isMain?: boolean };

function Archived({ archived: { url, capturedAt }, isMain = false }: ArchivedProps) {
  return (
    <p>
      <ExternalLink href={url} className={isMain ? "font-medium text-lg" : ""}>
        {capturedAt ? `Archived version of ${formatDay(capturedAt)}` : "Archived version"}
      </ExternalLink>
      <span className="block text-muted text-sm">kept by the Wayback Machine of the Internet Archive</span>
    </p>
  );
}

function Live({ url, label, isMain = false }: { url: string; label: string; isMain?: boolean }) {
  return (
    <p>
      <ExternalLink href={url} className={isMain ? "font-medium text-lg" : ""}>
        {label}
      </ExternalLink>
      <span className="block break-all font-mono text-muted text-xs">{url}</span>
    </p>
  );
}
