import { CopyButton } from "@/components/ui/copy-button";
import { ExternalLink } from "@/components/ui/external-link";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import { formatUtc } from "@/lib/format";
import { hostPath } from "@/lib/hosts/host-name";
import { UNLISTED_MEANING } from "@/lib/resources/query";
import type { ResourceRow } from "@/lib/resources/resource-row";

type ResourceFactsProps = {
  resource: ResourceRow;
  /** Where readers see it without signing in; null when it has no such page. */
  readersUrl: string | null;
  now: Date;
};

/** What is known of a resource besides its verdict. */
export function ResourceFacts({ resource, readersUrl, now }: ResourceFactsProps) {
  const { id, collection, host, url, urlAsTyped, permanentAt } = resource;
  return (
    <Section title="Facts">
      <Facts
        facts={[
          [
            "Id",
            <span key="id" className="inline-flex items-center gap-1 font-mono text-xs">
              {id}
              <CopyButton text={id} label="Copy id" />
            </span>,
          ],
          [
            "Collection",
            <Link key="collection" className="link" href={toRoute(`/collections/${collection.slug}`)}>
              {collection.name}
            </Link>,
          ],
          [
            "Host",
            <Link key="host" className="link font-mono text-xs" href={toRoute(hostPath(host))}>
              {host}
            </Link>,
          ],
          urlAsTyped === null ? null : ["Asked as", <UrlText key="url" url={url} isWrapped />],
          ["Visibility", visibilityText(resource)],
          readersUrl === null
            ? null
            : [
                "For readers",
                <span key="readers" className="inline-flex items-center gap-1">
                  <ExternalLink href={readersUrl} className="font-mono text-xs">
                    {new URL(readersUrl).pathname}
                  </ExternalLink>
                  <CopyButton text={readersUrl} label="Copy the address for readers" />
                </span>,
              ],
          ["Last success", <Time key="success" at={resource.lastSuccessAt} empty="never" />],
          resource.firstFailureAt ? ["First failure", <Time key="failure" at={resource.firstFailureAt} />] : null,
          ["Added", <Time key="added" at={resource.createdAt} />],
          [
            "Deletion",
            <span key="permanent">
              {permanentAt <= now ? (
                <>
                  by admins only, since it became permanent <Time at={permanentAt} />
                </>
              ) : (
                `by editors until ${formatUtc(permanentAt)}, then by admins only`
              )}
            </span>,
          ],
        ]}
      />
    </Section>
  );
}

function visibilityText({ visibility, isUnlisted }: ResourceRow): string {
  if (visibility === "private") return "Private: never leaves for an archive";
  return isUnlisted ? `Unlisted: ${UNLISTED_MEANING}` : "Public";
}
