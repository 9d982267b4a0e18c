import { BellOff } from "lucide-react";
import { Time } from "@/components/ui/time";
import { formatDay } from "@/lib/format";
import { isAcknowledged } from "@/lib/resources/acknowledgement";
import { findAcknowledger } from "@/lib/resources/find-acknowledger";
import type { ResourceRow } from "@/lib/resources/resource-row";

/** Who has taken note of the outcome, until when, and why; nothing where nobody has. */
export async function AcknowledgedLine({ resource, now }: { resource: ResourceRow; now: Date }) {
  const { id, acknowledgedAt, acknowledgedUntil, acknowledgedReason } = resource;
  if (!isAcknowledged(resource, now)) return null;
  const name = await findAcknowledger(id);
  return (
    <p className="mt-2 flex max-w-prose items-start gap-2 rounded-sm bg-sunken px-3 py-2 text-sm">
      <BellOff aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 break-words">
        Acknowledged {name && <>by {name} </>}
        <Time at={acknowledgedAt} />,{" "}
        {acknowledgedUntil ? <>until {formatDay(acknowledgedUntil)}</> : "until the outcome changes"}, because:{" "}
        <q>{acknowledgedReason}</q>
      </span>
    </p>
  );
}
