import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { HostDetail } from "@/lib/hosts/get-host";
import { ruleWords } from "../rule-words";
import { RuleButtons } from "./rule-buttons";

/** What people decided for this host, if anything. */
export function HostRule({ host, mayEdit }: { host: HostDetail; mayEdit: boolean }) {
  const { rule } = host;
  return (
    <Section title="Rule" actions={mayEdit && <RuleButtons host={host.host} rule={rule} />}>
      {rule === null ? (
        <p className="text-muted text-sm">None: the settings hold for this host as for all.</p>
      ) : (
        <Facts
          facts={[
            ["Says", `${ruleWords(rule).join("; ")}.`],
            ["Because", rule.reason],
            [
              "Made",
              <>
                <Time at={rule.createdAt} /> by {rule.createdByName}
              </>,
            ],
            ["Ends", rule.expiresAt ? <Time key="ends" at={rule.expiresAt} /> : "when somebody ends it"],
          ]}
        />
      )}
    </Section>
  );
}
