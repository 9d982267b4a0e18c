import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";
import { isSettingKey, SETTINGS } from "./definitions";
import { forgetSettings } from "./get-settings";
import { isWorkResumed, type SettingChange } from "./setting-change";

/** Back to the default; harmless when it is the default already. `isWorkResumed` as of `setSetting`. Throws FORBIDDEN, NOT_FOUND. */
export async function resetSetting({ key, actor }: { key: string; actor: Actor }): Promise<SettingChange> {
  assertRole(actor, "admin");
  if (!isSettingKey(key)) throw new AppError("NOT_FOUND", `There is no setting named ${key}.`);
  const before = await db.$transaction(async (tx) => {
    const previous = await tx.setting.findUnique({ where: { key } });
    const { count } = await tx.setting.deleteMany({ where: { key } });
    if (count === 0 || !previous) return SETTINGS[key].default;
    await writeAudit(tx, {
      actor,
      action: "setting.reset",
      subjectKind: "setting",
      subjectId: key,
      subjectName: SETTINGS[key].label,
      before: { value: previous.value as Prisma.InputJsonValue },
      after: { value: SETTINGS[key].default as Prisma.InputJsonValue },
    });
    return previous.value;
  });
  forgetSettings();
  return { isWorkResumed: isWorkResumed(key, before, SETTINGS[key].default) };
}
