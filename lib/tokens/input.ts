import { z } from "zod";
import { textInput } from "@/lib/storable-text";
import { SCOPES } from "@/lib/tokens/scopes";

/** A forgotten token should not work for ever: a quarter of a year, unless somebody says otherwise. */
export const DEFAULT_TOKEN_DAYS = 90;

/** "Create a token". Without days it works for {@link DEFAULT_TOKEN_DAYS}; null, "", 0 and "never" mean that it doesn't expire. */
export const CreateTokenInput = z.object({
  name: textInput().trim().min(1, "Say what the token is for.").max(100, "A name has at most 100 characters."),
  scopes: z
    .preprocess(
      (value) => (typeof value === "string" ? [value] : value),
      z.array(z.enum(SCOPES)).min(1, "Choose what it may do."),
    )
    .transform((scopes) => [...new Set(scopes)]),
  expiresInDays: z
    .preprocess(
      (value) => (["", "0", 0, "never"].includes(value as string) ? null : value),
      z.coerce.number().int().min(1, "At least one day.").max(3_650, "At most ten years.").nullable(),
    )
    .default(DEFAULT_TOKEN_DAYS),
});

export const TokenIdInput = z.object({ tokenId: textInput().min(1) });
