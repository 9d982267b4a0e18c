import type { Metadata } from "next";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { Actor } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { ROLE_LABELS } from "@/lib/users/roles";
import { PasswordForm } from "./password-form";
import { SignOutElsewhereButton } from "./sign-out-elsewhere-button";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const actor = await requireActor();
  return (
    <div className="flex max-w-xl flex-col gap-8">
      <Section title="You">
        <Facts
          facts={[
            ["Name", actor.name],
            ["E-mail", actor.email],
            [
              "Role",
              <>
                {ROLE_LABELS[actor.role].label} <span className="text-muted">{ROLE_LABELS[actor.role].means}</span>
              </>,
            ],
            ["Acts in", await placesOf(actor)],
          ]}
        />
      </Section>
      <Section title="Change password" note="Signs you out everywhere else.">
        <PasswordForm email={actor.email} />
      </Section>
      <Section title="Other devices" note="Your tokens go on working.">
        <SignOutElsewhereButton />
      </Section>
    </div>
  );
}

async function placesOf(actor: Actor): Promise<string> {
  const { editorOf } = actor;
  if (editorOf === "all") return "every collection";
  const names = (await listCollectionNames()).filter(({ id }) => editorOf.includes(id)).map(({ name }) => name);
  return names.join(", ") || "no collection";
}
