"use client";

import type { ReactNode } from "react";
import { AccountMenu, type AccountMenuProps } from "./account-menu";
import { PhoneBar } from "./phone-bar";
import { Sidebar } from "./sidebar";

type FrameProps = {
  account: Omit<AccountMenuProps, "isNarrow">;
  isSidebarNarrow: boolean;
  /** Sentences that hold for the whole app: sandbox, pause, outage. */
  banners: ReactNode;
  children: ReactNode;
};

/** What stands around every page: side bar or phone bar, banners, and the main part with its skip link. */
export function Frame({ account, isSidebarNarrow, banners, children }: FrameProps) {
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Sidebar
        isInitiallyNarrow={isSidebarNarrow}
        account={(isNarrow) => <AccountMenu {...account} isNarrow={isNarrow} />}
      />
      <div className="flex min-w-0 flex-1 flex-col bg-surface">
        <PhoneBar account={<AccountMenu {...account} />} />
        <section aria-label="Notices">{banners}</section>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[100rem] flex-1 px-4 pt-5 pb-10 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
