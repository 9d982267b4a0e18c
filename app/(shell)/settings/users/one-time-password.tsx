import { DialogDoneFooter } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";

type OneTimePasswordProps = { email: string; oneTimePassword: string };

/** What the admin passes on, by a way of their own. */
export function OneTimePassword({ email, oneTimePassword }: OneTimePasswordProps) {
  return (
    <div>
      <SecretOnce label={`One-time password for ${email}`} secret={oneTimePassword}>
        Pass it on yourself; it is shown this once and sent to nobody. It works for one sign-in, at which they choose
        their own.
      </SecretOnce>
      <DialogDoneFooter />
    </div>
  );
}
