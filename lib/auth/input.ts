import { z } from "zod";

/** Shorter ones are guessed offline in hours. Source: NIST SP 800-63B-4 asks for 15 without, 8 with a second factor; we ask 12. */
export const PASSWORD_MIN_LENGTH = 12;
/** Hashing cost must not depend on what a stranger sends. */
export const PASSWORD_MAX_LENGTH = 128;

/** An e-mail address, trimmed and in lower case: one person, one spelling. At most 254 characters (RFC 5321, 4.5.3.1.3). */
export const EmailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Write an e-mail address such as name@example.org."));

/** A password that a person chooses. */
export const NewPasswordInput = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters.`)
  .max(PASSWORD_MAX_LENGTH, `Use at most ${PASSWORD_MAX_LENGTH} characters.`)
  .refine((text) => new Set(text).size > 4, "Use at least five different characters.");

/** The sign-in form. The password isn't judged here: an old one may be shorter than today's rule. */
export const SignInInput = z.object({
  email: EmailInput,
  password: z
    .string()
    .min(1, "Write your password.")
    .max(PASSWORD_MAX_LENGTH, "That is longer than any password here."),
  /** Where to go afterwards; only paths of our own are followed. */
  next: z.string().optional(),
});

const DIFFER = "The two passwords differ.";

function isRepeated({ newPassword, repeatPassword }: { newPassword: string; repeatPassword: string }): boolean {
  return newPassword === repeatPassword;
}

/** The first password of one's own; the session proves the person. */
export const FirstPasswordInput = z
  .object({ newPassword: NewPasswordInput, repeatPassword: z.string() })
  .refine(isRepeated, {
    path: ["repeatPassword"],
    message: DIFFER,
  });

/** A later password, chosen by its owner. */
export const ChangePasswordInput = z
  .object({
    currentPassword: z.string().min(1, "Write the password you have now.").max(PASSWORD_MAX_LENGTH),
    newPassword: NewPasswordInput,
    repeatPassword: z.string(),
  })
  .refine(isRepeated, { path: ["repeatPassword"], message: DIFFER })
  .refine(({ newPassword, currentPassword }) => newPassword !== currentPassword, {
    path: ["newPassword"],
    message: "Choose another password than the one you have now.",
  });
