"use client";

import { Banner } from "@/components/ui/banner";
import { useHealth } from "./use-health";

/** Appears while a part doesn't answer and goes when it does. What people press is stored meanwhile. */
export function HealthBanner() {
  const health = useHealth();
  if (health === null) return null;
  if (!health.isReachable)
    return (
      <Outage title="Holdfast does not answer.">
        Check your connection. What you see may be out of date; this page goes on by itself.
      </Outage>
    );
  if ("database" in health.failing)
    return (
      <Outage title="The database does not answer.">
        Nothing is lost, but nothing can be shown or stored until it is back. This page goes on by itself.
      </Outage>
    );
  if ("engine" in health.failing)
    return (
      <Outage title="The engine does not answer.">
        What you press is stored and starts as soon as the engine is back.
      </Outage>
    );
  return null;
}

function Outage({ title, children }: { title: string; children: string }) {
  return (
    <Banner kind="outage" title={title} className="rounded-none px-4 sm:px-6">
      {children}
    </Banner>
  );
}
