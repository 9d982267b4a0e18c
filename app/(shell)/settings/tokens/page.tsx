import type { Metadata } from "next";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listTokens } from "@/lib/tokens/list-tokens";
import { CreateTokenDialog } from "./create-token-dialog";
import { TokensTable } from "./tokens-table";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const actor = await requireActor();
  const tokens = await listTokens({ actor });
  return (
    <Section
      title="Tokens"
      note="Keys for other systems; they act in your name, with your role at most."
      actions={<CreateTokenDialog />}
    >
      <div className="-mt-3">
        <TokensTable tokens={tokens} now={new Date()} showsOwner={hasRole(actor, "admin")} />
      </div>
    </Section>
  );
}
