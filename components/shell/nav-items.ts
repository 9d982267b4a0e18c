import {
  Activity,
  Anchor,
  Archive,
  FolderTree,
  Gauge,
  type LucideIcon,
  Server,
  Settings2,
  Workflow,
} from "lucide-react";
import type { Route } from "next";

export type NavItem = { href: Route; label: string; icon: LucideIcon };

/** The pages of the side bar, in its order. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/", label: "Overview", icon: Gauge },
  { href: "/resources", label: "Resources", icon: Anchor },
  { href: "/collections", label: "Collections", icon: FolderTree },
  { href: "/hosts", label: "Hosts", icon: Server },
  { href: "/wayback", label: "Wayback", icon: Archive },
  { href: "/activity", label: "Activity", icon: Activity },
  { href: "/runs", label: "Runs", icon: Workflow },
  { href: "/settings", label: "Settings", icon: Settings2 },
];

/** Whether a path lies in the part of the app that an item leads to. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.href === "/" ? pathname === "/" : pathname === item.href || pathname.startsWith(`${item.href}/`);
}
