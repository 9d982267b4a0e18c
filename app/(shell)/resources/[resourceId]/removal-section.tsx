import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { RemovalRow } from "@/lib/removals/list-removals";
import { isRemovalOpen, REMOVAL_WORDS } from "@/lib/removals/removal-state";
import { mailtoLink, removalSubject } from "@/lib/removals/removal-text";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { RemovalBadge } from "../../wayback/removals/removal-badge";
import { DraftRemovalButton } from "./draft-removal-button";
import { RemovalStateButtons } from "./removal-state-buttons";

type RemovalSectionProps = {
  resource: ResourceRow;
  /** Newest first. */
  requests: readonly RemovalRow[];
  /** Setting `snapshots.removalAddress`. */
  address: string;
  canEdit: boolean;
};

/** Asking the Wayback Machine to remove what it has: the text, what people did, and what came of it. Nothing where there is nothing to remove. */
export function RemovalSection({ resource, requests, address, canEdit }: RemovalSectionProps) {
  const isRemovable = resource.snapshotUrl !== null;
  if (requests.length === 0 && !(isRemovable && canEdit)) return null;
  const open = requests.find(({ state }) => isRemovalOpen(state));
  const isAskable = canEdit && (!open || open.state === "drafted");
  return (
    <Section title="Removal" id="removal">
      <div className="flex flex-col gap-4 text-sm">
        {requests.map((request) => (
          <Request key={request.id} request={request} address={address} canEdit={canEdit} />
        ))}
        {requests.length === 0 && (
          <p className="text-muted">A snapshot can’t be withdrawn from here. The archive can be asked to remove it.</p>
        )}
        {isAskable && (
          <DraftRemovalButton
            resource={{ id: resource.id, host: resource.host, isSubmitted: isSubmitted(resource) }}
            draft={open ? draftOf(open) : null}
            isAgain={requests.length > 0}
          />
        )}
      </div>
    </Section>
  );
}

/** Whether the schedule would give it to the archive again. */
function isSubmitted({ visibility, isUnlisted, deletedAt }: ResourceRow): boolean {
  return visibility === "public" && !isUnlisted && deletedAt === null;
}

function draftOf({ scope, reason, ownership, periodFrom, periodTo }: RemovalRow) {
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? "";
  return { scope, reason, ownership, from: day(periodFrom), to: day(periodTo) };
}

type RequestProps = { request: RemovalRow; address: string; canEdit: boolean };

function Request({ request, address, canEdit }: RequestProps) {
  const { id, state, note, text, requestedByName, requestedAt, stateByName, stateAt, reason } = request;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <RemovalBadge state={state} />
        <span className="text-muted">
          asked by {requestedByName} <Time at={requestedAt} />
          {state !== "drafted" && (
            <>
              , {REMOVAL_WORDS[state].label.toLowerCase()} <Time at={stateAt} /> by {stateByName}
            </>
          )}
        </span>
      </p>
      <p className="break-words">“{reason}”</p>
      <p className="text-muted">{REMOVAL_WORDS[state].sentence}</p>
      {note && <p className="break-words">Note: {note}</p>}
      <Letter request={request} address={address} isOpen={state === "drafted"} text={text} />
      {canEdit && <RemovalStateButtons removalId={id} state={state} />}
    </div>
  );
}

type LetterProps = { request: RemovalRow; address: string; isOpen: boolean; text: string };

function Letter({ request, address, isOpen, text }: LetterProps) {
  const mail = mailtoLink({ to: address, subject: removalSubject(request), text });
  return (
    <details open={isOpen} className="rounded-md border">
      <summary className="cursor-pointer px-3 py-1.5">The text {isOpen ? "to send" : "that was written"}</summary>
      <div className="border-t px-3 py-2">
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="text-muted">
            to <span className="font-mono text-ink text-xs">{address}</span>
          </span>
          <a href={mail.href} className="link">
            Open in your mail program
          </a>
          <span className="ml-auto inline-flex items-center gap-1 text-muted text-xs">
            Copy <CopyButton text={text} label="Copy the text" />
          </span>
        </p>
        {!mail.hasText && (
          <p className="text-muted text-xs">Too long to hand over to a mail program: copy the text and paste it.</p>
        )}
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
          tabIndex={0}
          className="mt-2 max-h-72 overflow-auto whitespace-pre-wrap break-words font-mono text-xs"
        >
          {text}
        </pre>
      </div>
    </details>
  );
}
