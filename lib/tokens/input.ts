import { z } from "zod";
import { textInput } from "@/lib/storable-text";
import { SCOPES } from "@/lib/tokens/scopes";

/** "Create a token". Forms send days; null and "" mean that it doesn't expire. */
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
      (value) => (value === "" || value === undefined ? null : value),
      z.coerce.number().int().min(1, "At least one day.").max(3_650, "At most ten years.").nullable(),
    )
    .default(null),
});

export const TokenIdInput = z.object({ tokenId: textInput().min(1) });
