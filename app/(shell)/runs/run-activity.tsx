import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { describeAction } from "@/lib/activity/actions";
import type { RunDetail } from "@/lib/runs/get-run";
import { activityPath } from "../activity/search-params";

/** The activity that a run wrote; each line leads to all activity of its subject. */
export function RunActivity({ activity }: { activity: RunDetail["activity"] }) {
  if (activity.length === 0) return <p className="text-muted text-sm">It changed nothing that people follow.</p>;
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {activity.map((line) => (
        <li key={line.id} className="min-w-0">
          <span className="text-muted">{describeAction(line.action)} </span>
          <Link href={toRoute(activityPath({ subject: line.subjectId }))} className="link break-all">
            {line.subjectName || line.subjectId}
          </Link>{" "}
          <Time at={line.at} className="whitespace-nowrap text-faint text-xs" />
        </li>
      ))}
    </ul>
  );
}
