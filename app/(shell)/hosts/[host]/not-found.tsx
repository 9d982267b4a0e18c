import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";
import { toRoute } from "@/components/ui/route";

export default function HostNotFound() {
  return (
    <NoticePage code="404" title="No resource is at this host">
      <p className="text-muted">
        The name may be mistyped: a host on another port than the usual one has it behind a colon, as in{" "}
        <code className="font-mono">data.example.org:8080</code>.
      </p>
      <ButtonLink href={toRoute("/hosts")}>All hosts</ButtonLink>
    </NoticePage>
  );
}
