import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live-refresh";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listSchedules } from "@/lib/schedules/list-schedules";
import { SchedulesTable } from "./schedules-table";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage() {
  const actor = await requireActor();
  const schedules = await listSchedules({ now: new Date() });
  return (
    <Section
      title="Schedules"
      note="Times are UTC. One tick a minute starts what is due; changes hold from the next one."
    >
      <LiveRefresh tables={["Schedule"]} />
      <div className="-mt-3">
        <SchedulesTable schedules={schedules} mayEdit={hasRole(actor, "admin")} />
      </div>
    </Section>
  );
}
