import { z } from "zod";
import { textInput } from "@/lib/storable-text";

/** In URLs and on the command line. Browser-safe. */
const slug = z
  .string()
  .trim()
  .min(1, "Enter a short name for addresses, such as data-portal.")
  .max(60, "The short name may have 60 characters at most.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, digits and single hyphens only, such as data-portal.");
const name = textInput("Enter a name.")
  .trim()
  .min(1, "Enter a name.")
  .max(200, "The name may have 200 characters at most.")
  .refine((text) => !/\p{Cc}/u.test(text), "The name contains a line break or another control character.");
const description = textInput().trim().max(2_000, "The description may have 2,000 characters at most.");

const checkIntervalDays = z
  .number("Enter a number of days, such as 7 or 0.5.")
  .min(0.01, "A quarter of an hour (0.01 days) is the shortest time.")
  .max(365, "A year (365 days) is the longest time.")
  .nullable()
  .describe("Days between two scheduled checks of a resource; null takes the setting.");

export const AddCollectionInput = z.object({
  name,
  /** Made from the name if absent; never changes later. */
  slug: slug.optional(),
  description: description.default(""),
  /** Slug. */
  parent: textInput().nullish(),
  isCheckingOn: z.boolean().default(true),
  isSnapshotting: z.boolean().default(true),
  checkIntervalDays: checkIntervalDays.default(null),
});
export type AddCollectionInput = z.input<typeof AddCollectionInput>;

/** Absent fields stay as they are; `parent: null` makes it a collection of the top. */
export const EditCollectionInput = z
  .object({
    name: name.optional(),
    description: description.optional(),
    parent: textInput().nullish(),
    isCheckingOn: z.boolean().optional(),
    isSnapshotting: z.boolean().optional(),
    checkIntervalDays: checkIntervalDays.optional(),
  })
  .strict();
export type EditCollectionInput = z.input<typeof EditCollectionInput>;

/** A slug made of a name: letters without accents, digits, hyphens. "" if the name has none of them. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}
