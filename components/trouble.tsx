"use client";

import { useEffect, useRef } from "react";
import { useHealth } from "@/components/shell/use-health";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

export type TroubleProps = { error: unknown; retry: () => void };

/**
 * What a page shows that could not be drawn. When a part of Holdfast is down it says which, waits, and goes on by itself; else it offers
 * another try, with the number under which the log has it.
 */
export function Trouble({ error, retry }: TroubleProps) {
  const health = useHealth();
  const isDown = health !== null && (!health.isReachable || "database" in health.failing);
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && !isDown) retry();
    wasDown.current = isDown;
  }, [isDown, retry]);

  const digest = digestOf(error);
  return (
    <div className="mx-auto flex max-w-prose flex-col items-start gap-3 py-16" role="alert">
      <h1 className="font-semibold text-xl tracking-tight">
        {isDown ? downTitle(health.isReachable) : "This page could not be shown"}
      </h1>
      <p className="text-muted">
        {isDown
          ? "Nothing is lost. This page looks again every few seconds and goes on by itself."
          : "Something went wrong on our side. Nothing was changed. Try again; if it stays, tell an admin what you did."}
      </p>
      {isDown ? (
        <p className="flex items-center gap-2 text-muted text-sm">
          <Spinner /> Looking again
        </p>
      ) : (
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      )}
      {digest && !isDown && (
        <p className="text-faint text-xs">
          In the log as <code className="font-mono">{digest}</code>
        </p>
      )}
    </div>
  );
}

function downTitle(isReachable: boolean): string {
  return isReachable ? "The database does not answer" : "Holdfast does not answer";
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error ? String(error.digest) : undefined;
}
