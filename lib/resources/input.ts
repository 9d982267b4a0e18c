import { z } from "zod";
import { textInput } from "@/lib/storable-text";
import { MAX_ACKNOWLEDGED_REASON } from "./acknowledgement";
import { CHANGES, CHECK_WORK, MAX_SEARCH_LENGTH, RESOURCE_SORTS, SNAPSHOT_FILTERS, VISIBILITIES } from "./query";
import { REASONS, VERDICTS } from "./verdict";

/*
 * What forms, the API and the command line may send. Browser-safe. The URL itself is judged by lib/resources/url.ts.
 */

/** Room for a whole headline; longer titles are cut by every screen. */
export const MAX_TITLE_LENGTH = 500;

const url = textInput("Enter a web address.").max(20_000, "The address is far too long.");
const title = textInput("The title must be text.")
  .trim()
  .max(MAX_TITLE_LENGTH, `The title may have ${MAX_TITLE_LENGTH} characters at most.`)
  .refine((text) => !/\p{Cc}/u.test(text), "The title contains a line break or another control character.");
const visibility = z.enum(VISIBILITIES, "Visibility is public or private.");
const collection = textInput("Choose a collection.").min(1, "Choose a collection.").max(100);

/** A resource's own words for why; shown in its history. */
const reason = textInput().trim().max(500, "The reason may have 500 characters at most.");

export const AddResourceInput = z.object({
  /** Slug. */
  collection,
  url,
  title: title.default(""),
  visibility: visibility.default("public"),
  isUnlisted: z.boolean().default(false),
});
export type AddResourceInput = z.input<typeof AddResourceInput>;

/** Absent fields stay as they are. */
export const EditResourceInput = z
  .object({
    url: url.optional(),
    title: title.optional(),
    visibility: visibility.optional(),
    isUnlisted: z.boolean().optional(),
    /** Slug. */
    collection: collection.optional(),
    reason: reason.optional(),
  })
  .strict();
export type EditResourceInput = z.input<typeof EditResourceInput>;

/** Why an outcome needs nobody, and until when that holds. */
export const AcknowledgeInput = z
  .object({
    reason: textInput("Say why nobody has to act.")
      .trim()
      .min(1, "Say why nobody has to act.")
      .max(MAX_ACKNOWLEDGED_REASON, `The reason may have ${MAX_ACKNOWLEDGED_REASON} characters at most.`),
    /** ISO 8601; without one, until the outcome changes. */
    until: z.iso.datetime("Write the date as 2026-03-01T12:00:00Z.").nullish(),
  })
  .strict();
export type AcknowledgeInput = z.input<typeof AcknowledgeInput>;

/** The filter of a list, as it comes from outside. Gives a `ResourceFilter` of query.ts. */
export const ResourceFilterInput = z.object({
  q: textInput().max(MAX_SEARCH_LENGTH, `The search may have ${MAX_SEARCH_LENGTH} characters at most.`).optional(),
  collection: textInput().max(100).optional(),
  inside: z.boolean().optional(),
  acknowledged: z.boolean().optional(),
  verdict: z.array(z.enum(VERDICTS)).max(VERDICTS.length).optional(),
  reason: z.array(z.enum(REASONS)).max(REASONS.length).optional(),
  httpStatus: z.int().min(0).max(999).optional(),
  visibility: visibility.optional(),
  snapshot: z.array(z.enum(SNAPSHOT_FILTERS)).max(SNAPSHOT_FILTERS.length).optional(),
  change: z.enum(CHANGES).optional(),
  since: z.iso.datetime("Write the date as 2026-03-01T12:00:00Z.").optional(),
  work: z.enum(CHECK_WORK).optional(),
  host: textInput().max(300).optional(),
});

/** A filter with its order. Gives a `ResourceQuery` of query.ts. */
export const ResourceQueryInput = ResourceFilterInput.extend({
  sort: z.enum(RESOURCE_SORTS).optional(),
  isDescending: z.boolean().optional(),
});
