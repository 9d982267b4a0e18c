"use client";

import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { tryKeysAction } from "./wayback/actions";

type KeysBannerProps = {
  /** Refused by the archive, or none set. */
  isMissing: boolean;
  waiting: string;
  mayAct: boolean;
};

/** The archive does not know our keys: said on every page, with what to do; gone by itself when they are good. */
export function KeysBanner({ isMissing, waiting, mayAct }: KeysBannerProps) {
  const press = useAction(tryKeysAction, {
    onDone: ({ areGood, sentence }, notice) =>
      areGood ? notify.success(notice ?? sentence) : notify.failure(sentence),
    onFailed: ({ message }) => notify.failure(message),
  });
  return (
    <>
      <LiveRefresh tables={["Limiter"]} />
      <Banner
        kind="alarm"
        title={isMissing ? "No keys for the Wayback Machine are set." : "The Wayback Machine refuses our keys."}
        className="rounded-none px-4 sm:px-6"
        action={
          mayAct &&
          !isMissing && (
            <Button size="sm" isPending={press.isPending} onClick={() => press.run({})}>
              Try the keys again
            </Button>
          )
        }
      >
        {waiting}{" "}
        {mayAct
          ? "Make new keys at archive.org/account/s3.php, set ARCHIVE_ACCESS_KEY and ARCHIVE_SECRET_KEY, and start Holdfast anew."
          : "An admin must replace them."}
      </Banner>
    </>
  );
}
