import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { SettingsTabs } from "./settings-tabs";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Settings" />
      <SettingsTabs isAdmin={hasRole(actor, "admin")} />
      {children}
    </div>
  );
}
