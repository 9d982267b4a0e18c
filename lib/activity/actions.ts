/**
 * What each action of the audit log says, after the actor and before the subject: "Ada *added* https://…". Browser-safe. Verbs write
 * the keys; a test walks the code for keys that are missing here.
 */
export const ACTION_SENTENCES = {
  "resource.added": "added the resource",
  "resource.edited": "edited the resource",
  "resource.deleted": "deleted the resource",
  "resource.restored": "restored the resource",
  "resource.check_requested": "asked for a check of",
  "resource.acknowledged": "acknowledged the outcome of",
  "resource.acknowledgement_withdrawn": "withdrew the acknowledgement of",
  "collection.added": "added the collection",
  "collection.edited": "edited the collection",
  "collection.deleted": "deleted the collection",
  "import.done": "imported",
  "bulk.started": "started the bulk action",
  "bulk.cancelled": "cancelled the bulk action",
  "snapshot.queued": "queued a snapshot of",
  "snapshot.skipped": "skipped the snapshot of",
  "snapshot.submitted": "submitted to the Wayback Machine",
  "snapshot.joined": "let a running capture serve",
  "snapshot.unanswered": "got no usable answer for",
  "snapshot.postponed": "will try again later to snapshot",
  "snapshot.succeeded": "got a snapshot of",
  "snapshot.verified": "proved the snapshot of",
  "snapshot.failed": "gave up the snapshot of",
  "snapshot.expired": "got no result for the snapshot of",
  "snapshot.lost": "can no longer see the snapshot of",
  "snapshot.retried": "retries the snapshot of",
  "snapshot.cancelled": "cancelled the snapshot of",
  "snapshot.paused_all": "paused all snapshots at",
  "snapshot.restored": "took back the cancelling of the snapshot of",
  "snapshot.paused": "paused the snapshot of",
  "snapshot.resumed": "resumed the snapshot of",
  "removal.drafted": "drafted a request to remove the archived copies of",
  "removal.sent": "sent the request to remove the archived copies of",
  "removal.done": "was told that the archive removed its copies of",
  "removal.refused": "was told that the archive keeps its copies of",
  "removal.unanswered": "waits no more for an answer about the archived copies of",
  "host.paused": "paused checks of the host",
  "host.resumed": "lifted the pause of the host",
  "host.asked_again": "ended the wait for the host",
  "host.rule_set": "set a rule for the host",
  "host.rule_ended": "ended the rule for the host",
  "host.forgotten": "forgot what was learned of the host",
  "schedule.changed": "changed the schedule",
  "schedule.started": "started the schedule",
  "setting.changed": "changed the setting",
  "setting.reset": "reset the setting",
  "user.added": "added the person",
  "user.signed_in": "signed in:",
  "user.signed_out_elsewhere": "ended the other sessions of",
  "user.password_changed": "changed the password of",
  "user.password_reset": "gave a one-time password to",
  "user.role_changed": "changed the role of",
  "user.collections_changed": "changed which collections may be edited by",
  "user.disabled": "switched off the account of",
  "user.enabled": "switched on the account of",
  "token.created": "created the token",
  "token.revoked": "revoked the token",
} as const;

export type ActionKey = keyof typeof ACTION_SENTENCES;

/** The sentence of an action; of one that this version doesn't know, its code in words. */
export function describeAction(action: string): string {
  const isKnown = Object.hasOwn(ACTION_SENTENCES, action);
  return isKnown ? ACTION_SENTENCES[action as ActionKey] : action.replaceAll(/[._]/g, " ");
}
