import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/account/actions";
import { Frame } from "@/components/shell/frame";
import { HealthBanner } from "@/components/shell/health-banner";
import { SIDEBAR_COOKIE, THEME_COOKIE, themeFrom } from "@/components/shell/preferences";
import { SandboxStrip } from "@/components/shell/sandbox-strip";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { env } from "@/lib/env";
import { getSettings } from "@/lib/settings/get-settings";
import { KeysTrouble } from "./keys-trouble";
import { PauseBanner } from "./pause-banner";

/** Around every page but sign-in and welcome. It leads strangers away for comfort; each page protects itself. */
export default async function ShellLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [jar, settings] = await Promise.all([cookies(), getSettings()]);
  const theme = themeFrom(jar.get(THEME_COOKIE)?.value);
  return (
    <Frame
      account={{ name: actor.name, role: actor.role, theme, signOut: signOutAction }}
      isSidebarNarrow={jar.get(SIDEBAR_COOKIE)?.value === "narrow"}
      banners={
        <>
          {env().HOLDFAST_SANDBOX && <SandboxStrip />}
          <HealthBanner />
          {settings["traffic.isPaused"] && <PauseBanner mayLift={hasRole(actor, "admin")} />}
          <KeysTrouble mayAct={hasRole(actor, "admin")} />
        </>
      }
    >
      {children}
    </Frame>
  );
}
