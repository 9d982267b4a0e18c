import { z } from "zod";
import { ResourceFilterInput, ResourceQueryInput } from "@/lib/resources/input";
import { textInput } from "@/lib/storable-text";

/** What people tick one by one at most; beyond that they mean "all that match". */
export const MAX_TICKED = 10_000;

/** What a bulk action is meant for: ticked rows, or all that match a filter. Browser-safe. */
export const SelectionInput = z.union([
  z
    .object({ resourceIds: z.array(textInput().max(20)).min(1, "Tick at least one resource.").max(MAX_TICKED) })
    .strict(),
  z.object({ query: ResourceQueryInput }).strict(),
]);
export type SelectionInput = z.infer<typeof SelectionInput>;

const slugs = z
  .union([textInput().min(1).max(100), z.array(textInput().min(1).max(100)).max(1_000)])
  .transform((given) => [given].flat())
  .default([]);

/**
 * Which resources other systems and the command line mean: of these collections but not of those, and what the filter leaves. Nothing
 * named is everything, which nobody does by a slip of the finger there.
 */
export const CollectionsSelection = z.strictObject({
  collection: slugs.describe("Slugs; none: all collections."),
  exclude: slugs.describe("Slugs of collections to leave out."),
  filter: ResourceFilterInput.omit({ collection: true }).strict().default({}),
});
export type CollectionsSelection = z.output<typeof CollectionsSelection>;
