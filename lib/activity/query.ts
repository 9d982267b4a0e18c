/** Which activity. An absent or empty field doesn't filter. Browser-safe. */
export type ActivityQuery = {
  /** Any part of the actor's name, in either case. */
  actor?: string;
  action?: string;
  subjectKind?: string;
  subjectId?: string;
  /** Slug. */
  collection?: string;
  /** Any part of the subject's name or of the reason. */
  q?: string;
  /** ISO instants; `from` included, `to` not. */
  from?: string;
  to?: string;
};
