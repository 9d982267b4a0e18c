import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listSettings } from "@/lib/settings/list-settings";
import { SETTING_GROUPS, type SettingGroup } from "@/lib/settings/setting-definition";
import { SettingList } from "./setting-list";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const actor = await requireActor();
  const settings = await listSettings();
  const mayEdit = hasRole(actor, "admin");
  const groups = Object.entries(SETTING_GROUPS) as [SettingGroup, string][];
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <LiveRefresh tables={["Setting"]} />
      {!mayEdit && <Banner>You may read the settings; an admin may change them.</Banner>}
      {groups.map(([group, title]) => (
        <Section key={group} title={title}>
          <SettingList settings={settings.filter((setting) => setting.group === group)} mayEdit={mayEdit} />
        </Section>
      ))}
    </div>
  );
}
