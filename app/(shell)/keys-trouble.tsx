import { formatCount } from "@/lib/format";
import { findKeysTrouble } from "@/lib/snapshots/find-keys-trouble";
import { KeysBanner } from "./keys-banner";

/** The banner of refused or missing keys, while they are. */
export async function KeysTrouble({ mayAct }: { mayAct: boolean }) {
  const trouble = await findKeysTrouble({ now: new Date() });
  if (trouble === null) return null;
  const { code, waitingCount } = trouble;
  const waiting =
    waitingCount === 0
      ? "No snapshot is made until they are good."
      : `${formatCount(waitingCount, "snapshot waits", "snapshots wait")}; nothing is lost, and it goes on by itself when they are good.`;
  return <KeysBanner isMissing={code === "keys_missing"} waiting={waiting} mayAct={mayAct} />;
}
