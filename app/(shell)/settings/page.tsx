import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listSettings } from "@/lib/settings/list-settings";
import { SETTING_GROUPS, type SettingGroup } from "@/lib/settings/setting-definition";
import { matchesSearch } from "./matches-search";
import { loadSettingsSearch } from "./search-params";
import { SettingList } from "./setting-list";
import { SettingsSearch } from "./settings-search";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const [all, { q }] = await Promise.all([listSettings(), loadSettingsSearch(searchParams)]);
  const settings = all.filter((setting) => matchesSearch(setting, q));
  const mayEdit = hasRole(actor, "admin");
  const groups = (Object.entries(SETTING_GROUPS) as [SettingGroup, string][]).filter(([group]) =>
    settings.some((setting) => setting.group === group),
  );
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <LiveRefresh tables={["Setting"]} />
      {!mayEdit && <Banner>You may read the settings; an admin may change them.</Banner>}
      <SettingsSearch />
      {groups.length === 0 && <p className="text-muted text-sm">No setting has “{q}” in its name or explanation.</p>}
      {groups.map(([group, title]) => (
        <Section key={group} title={title}>
          <SettingList settings={settings.filter((setting) => setting.group === group)} mayEdit={mayEdit} />
        </Section>
      ))}
    </div>
  );
}
