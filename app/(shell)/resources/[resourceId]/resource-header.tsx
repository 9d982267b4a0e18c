import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { ExternalLink } from "@/components/ui/external-link";
import { PageHeader } from "@/components/ui/page-header";
import type { ResourceRow } from "@/lib/resources/resource-row";

/** Title and address, as the person typed it; the link leads to what is asked. */
export function ResourceHeader({ resource, actions }: { resource: ResourceRow; actions: ReactNode }) {
  const shownUrl = resource.urlAsTyped ?? resource.url;
  return (
    <PageHeader
      parent={{ href: "/resources", label: "Resources" }}
      title={<span className="break-words">{resource.title || shownUrl}</span>}
      lead={
        <span className="flex items-center gap-1">
          <ExternalLink href={resource.url} className="break-all font-mono text-xs">
            {shownUrl}
          </ExternalLink>
          <CopyButton text={resource.url} label="Copy URL" />
        </span>
      }
      actions={actions}
    />
  );
}
