"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { Link } from "./link";
import { type Notice, type NoticeLink, waitingNotices } from "./notify";

const SHORT_MS = 6_000;
const LONG_MS = 12_000;
const UNDO_MS = 10_000;

/* What stands behind `toaster.tsx` once there is something to say. */
export function NoticeBoard() {
  useEffect(() => {
    const showAll = () => {
      for (const notice of waitingNotices.take()) show(notice);
    };
    showAll();
    return waitingNotices.subscribe(showAll);
  }, []);
  return (
    <Sonner
      // Sonner brings a typeface of its own otherwise.
      style={{ fontFamily: "inherit" }}
      position="bottom-right"
      gap={8}
      visibleToasts={4}
      toastOptions={{
        unstyled: true,
        duration: SHORT_MS,
        classNames: {
          toast:
            "flex w-full sm:w-[22rem] items-start gap-2.5 rounded-md border border-line-strong border-l-4 border-l-accent bg-raised px-3 py-2.5 text-sm text-ink shadow-float",
          error: "border-l-danger!",
          title: "font-medium",
          content: "min-w-0 flex-1",
          icon: "mt-0.5 shrink-0 text-muted [&_svg]:size-4",
          actionButton: "shrink-0 rounded-sm px-1.5 font-medium text-accent underline underline-offset-2",
        },
      }}
    />
  );
}

function show({ kind, text, link, onUndo }: Notice): void {
  if (kind === "failure") toast.error(text, { duration: LONG_MS });
  else if (onUndo) toast(text, { duration: UNDO_MS, action: { label: "Undo", onClick: onUndo } });
  else toast.success(text, link && { duration: LONG_MS, action: <NoticeAction link={link} /> });
}

function NoticeAction({ link }: { link: NoticeLink }) {
  return (
    <Link href={link.href} className="shrink-0 rounded-sm px-1.5 font-medium text-accent underline underline-offset-2">
      {link.label}
    </Link>
  );
}
