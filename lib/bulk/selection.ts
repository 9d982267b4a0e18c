import { z } from "zod";
import { ResourceQueryInput } from "@/lib/resources/input";
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
