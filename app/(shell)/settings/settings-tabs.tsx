"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";

const TABS: readonly { href: Route; label: string; isAdminOnly?: boolean }[] = [
  { href: "/settings", label: "General" },
  { href: "/settings/schedules", label: "Schedules" },
  { href: "/settings/users", label: "People", isAdminOnly: true },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/account", label: "Your account" },
];

/** The parts of the settings that this person may open. */
export function SettingsTabs({ isAdmin }: { isAdmin: boolean }) {
  const pathname = usePathname();
  const tabs = TABS.filter((tab) => isAdmin || !tab.isAdminOnly);
  return (
    <TabLinks
      label="Parts of the settings"
      tabs={tabs.map(({ href, label }) => ({ href, label, isCurrent: pathname === href }))}
    />
  );
}
