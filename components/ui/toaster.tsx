"use client";

import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { waitingNotices } from "./notify";

const Board = lazy(() => import("./notice-board").then(({ NoticeBoard }) => ({ default: NoticeBoard })));
const isAnyWaiting = () => waitingNotices.peek().length > 0;

/** Where notices appear; once, in the root layout. Its code comes with the first notice. Send one with `notify`. */
export function Toaster() {
  const isWaiting = useSyncExternalStore(waitingNotices.subscribe, isAnyWaiting, () => false);
  const [isNeeded, setIsNeeded] = useState(false);
  if (isWaiting && !isNeeded) setIsNeeded(true);
  return isNeeded ? (
    <Suspense>
      <Board />
    </Suspense>
  ) : null;
}
