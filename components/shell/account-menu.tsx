"use client";

import { clsx } from "clsx";
import { ChevronsUpDown, KeyRound, LogOut } from "lucide-react";
import { useState } from "react";
import { Link } from "@/components/ui/link";
import {
  Menu,
  MenuChoice,
  MenuChoices,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuLine,
  MenuTrigger,
} from "@/components/ui/menu";
import { usePress } from "@/components/use-press";
import type { ActionResult } from "@/lib/action";
import { keepPreference, THEME_COOKIE, THEMES, type Theme, themeFrom } from "./preferences";

export type AccountMenuProps = {
  name: string;
  role: string;
  theme: Theme;
  signOut: (input: undefined) => Promise<ActionResult<void>>;
  isNarrow?: boolean;
};

const THEME_LABEL: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

/** Who is signed in; their account, the theme, and the way out. */
export function AccountMenu({ name, role, theme: initialTheme, signOut, isNarrow = false }: AccountMenuProps) {
  const [theme, setTheme] = useState(initialTheme);
  const leave = usePress(signOut);
  function choose(value: string) {
    const next = themeFrom(value);
    setTheme(next);
    keepPreference(THEME_COOKIE, next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return (
    <Menu>
      <MenuTrigger>
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className={clsx(
            "flex h-10 min-w-0 items-center gap-2 rounded-md px-1.5 text-left text-sm hover:bg-hover pointer-coarse:h-11",
            isNarrow && "justify-center px-0",
          )}
        >
          <span
            aria-hidden="true"
            className="grid size-6.5 shrink-0 place-items-center rounded-md bg-accent-soft font-semibold text-accent text-xs"
          >
            {initials(name)}
          </span>
          {!isNarrow && (
            <>
              <span className="min-w-0 flex-1 leading-tight">
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-muted text-xs">{role}</span>
              </span>
              <ChevronsUpDown aria-hidden="true" className="size-3.5 text-faint" />
            </>
          )}
        </button>
      </MenuTrigger>
      <MenuContent align="start" className="w-52">
        <MenuItem asChild>
          <Link href="/settings/account">
            <KeyRound aria-hidden="true" />
            Account and password
          </Link>
        </MenuItem>
        <MenuLine />
        <MenuLabel>Theme</MenuLabel>
        <MenuChoices value={theme} onValueChange={choose}>
          {THEMES.map((value) => (
            <MenuChoice key={value} value={value}>
              {THEME_LABEL[value]}
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuLine />
        <MenuItem onSelect={() => leave.run(undefined)}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return [words[0], words[1]].map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}
