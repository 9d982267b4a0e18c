import { z } from "zod";
import { CollectionsSelection } from "@/lib/bulk/selection";
import { AcknowledgeInput, AddResourceInput, EditResourceInput } from "@/lib/resources/input";
import { UNLISTED_MEANING } from "@/lib/resources/query";
import { isSettingKey, SETTINGS } from "@/lib/settings/definitions";
import { parseSetting } from "@/lib/settings/parse-setting";
import { textInput } from "@/lib/storable-text";

const unlisted = z.boolean().describe(`Unlisted: ${UNLISTED_MEANING}.`);

export const IdParams = z.object({ id: z.string().min(1) });

export const AddResourceBody = z
  .strictObject({ ...AddResourceInput.omit({ isUnlisted: true }).shape, unlisted: unlisted.default(false) })
  .transform(({ unlisted: isUnlisted, ...rest }) => ({ ...rest, isUnlisted }));

export const EditResourceBody = z
  .strictObject({ ...EditResourceInput.omit({ isUnlisted: true }).shape, unlisted: unlisted.optional() })
  .transform(({ unlisted: isUnlisted, ...rest }) => ({ ...rest, ...(isUnlisted === undefined ? {} : { isUnlisted }) }));

export const SnapshotBody = z.strictObject({
  force: z.boolean().default(false).describe("Also when the interval since the last snapshot isn't over."),
});

export const SubmitSnapshotsBody = CollectionsSelection.extend({
  force: z.boolean().default(false).describe("Also when the interval since the last snapshot isn't over."),
  dryRun: z.boolean().default(false).describe("Only count what is selected."),
});

export const AcknowledgeBody = AcknowledgeInput.extend({
  outcome: textInput().max(100).optional().describe("`verdict:reason` as you saw it; refused when it is another one."),
});

export const ImportQuery = z.object({
  collection: textInput("Name the collection: ?collection=slug").min(1).max(100).describe("Slug."),
  fileName: textInput().max(200).default("import"),
  dryRun: z.stringbool("dryRun is true or false.").default(false).describe("Only say what would happen."),
});

/** `{"checks.intervalDays": 14}`: each key with its own rule, so that one wrong value stops them all. */
export const ChangeSettingsBody = z
  .record(z.string(), z.unknown())
  .refine((values) => Object.keys(values).length > 0, "Name at least one setting.")
  .superRefine((values, context) => {
    for (const [key, value] of Object.entries(values)) {
      const message = refusalOf(key, value);
      if (message !== null) context.addIssue({ code: "custom", path: [key], message });
    }
  })
  .describe("Values by key.");

/** Why the setting can't have this value; null when it can. */
function refusalOf(key: string, value: unknown): string | null {
  if (!isSettingKey(key)) return `There is no setting named ${key}.`;
  const result = parseSetting(key, value);
  return result.isFit ? null : `${SETTINGS[key].label}: ${result.sentence}`;
}
