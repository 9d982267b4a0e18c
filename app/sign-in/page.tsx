import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/app/sign-in/sign-in-form";
import { Door } from "@/components/shell/door";
import { findActor } from "@/lib/auth";
import { safeNextPath } from "@/lib/auth/next-path";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Public: whoever is signed in already goes on. */
export default async function SignInPage({ searchParams }: Props) {
  const next = safeNextPath((await searchParams).next);
  if (await findActor()) redirect(next as Route);
  return (
    <Door
      title="Sign in"
      lead="An admin of this Holdfast makes accounts, and gives a new password when one is forgotten."
    >
      <SignInForm next={next} />
    </Door>
  );
}
