import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/account/actions";
import { Frame } from "@/components/shell/frame";
import { HealthBanner } from "@/components/shell/health-banner";
import { SIDEBAR_COOKIE, THEME_COOKIE, themeFrom } from "@/components/shell/preferences";
import { SandboxStrip } from "@/components/shell/sandbox-strip";
import { requireActor } from "@/lib/auth";
import { env } from "@/lib/env";

/** Around every page but sign-in and welcome. It leads strangers away for comfort; each page protects itself. */
export default async function ShellLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const jar = await cookies();
  const theme = themeFrom(jar.get(THEME_COOKIE)?.value);
  return (
    <Frame
      account={{ name: actor.name, role: actor.role, theme, signOut: signOutAction }}
      isSidebarNarrow={jar.get(SIDEBAR_COOKIE)?.value === "narrow"}
      banners={
        <>
          {env().HOLDFAST_SANDBOX && <SandboxStrip />}
          <HealthBanner />
        </>
      }
    >
      {children}
    </Frame>
  );
}
