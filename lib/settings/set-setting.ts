import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";
import { isSettingKey, SETTINGS, type SettingKey } from "./definitions";
import { forgetSettings } from "./get-settings";
import { parseSetting } from "./parse-setting";
import { isWorkResumed, type SettingChange } from "./setting-change";

/**
 * Changes one setting; the same value again changes nothing and writes no activity. `isWorkResumed`: what waited for this switch may
 * start, and the caller announces `workResumed`.
 * Throws FORBIDDEN for others than admins, NOT_FOUND for an unknown key, INVALID with `fields.value` for a wrong value.
 */
export async function setSetting({
  key,
  value,
  actor,
}: {
  key: string;
  value: unknown;
  actor: Actor;
}): Promise<SettingChange> {
  assertRole(actor, "admin");
  const { known, parsed } = readSetting(key, value);
  const before = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('setting'), hashtext(${known}))`;
    const previous = await tx.setting.findUnique({ where: { key: known } });
    const old = (previous?.value ?? SETTINGS[known].default) as Prisma.InputJsonValue;
    if (previous && JSON.stringify(old) === JSON.stringify(parsed)) return old;
    await tx.setting.upsert({
      where: { key: known },
      create: { key: known, value: parsed, updatedById: actor.id },
      update: { value: parsed, updatedById: actor.id },
    });
    await writeAudit(tx, {
      actor,
      action: "setting.changed",
      subjectKind: "setting",
      subjectId: known,
      subjectName: SETTINGS[known].label,
      before: { value: old },
      after: { value: parsed },
    });
    return old;
  });
  forgetSettings();
  return { isWorkResumed: isWorkResumed(known, before, parsed) };
}

function readSetting(key: string, value: unknown): { known: SettingKey; parsed: Prisma.InputJsonValue } {
  if (!isSettingKey(key)) throw new AppError("NOT_FOUND", `There is no setting named ${key}.`);
  const result = parseSetting(key, value);
  if (!result.isFit) {
    const { sentence } = result;
    throw new AppError("INVALID", `${SETTINGS[key].label}: ${sentence}`, { fields: { value: sentence } });
  }
  return { known: key, parsed: result.value as Prisma.InputJsonValue };
}
