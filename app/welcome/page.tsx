import type { Metadata } from "next";
import { FirstPasswordForm } from "@/app/welcome/first-password-form";
import { LeaveButton } from "@/app/welcome/leave-button";
import { Door } from "@/components/shell/door";
import { requireNewcomer } from "@/lib/auth";

export const metadata: Metadata = { title: "Choose your password" };

/** For people who came with a one-time password: nothing else opens before they chose one of their own. */
export default async function WelcomePage() {
  const actor = await requireNewcomer();
  return (
    <Door title={`Welcome, ${actor.name}`} lead="The password you came with has done its work. Choose one of your own.">
      <FirstPasswordForm email={actor.email} />
      <div className="mt-6 text-sm">
        <LeaveButton email={actor.email} />
      </div>
    </Door>
  );
}
