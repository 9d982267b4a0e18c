"use server";

import { revalidatePath } from "next/cache";
import { action, formAction } from "@/lib/action";
import { createToken } from "@/lib/tokens/create-token";
import { CreateTokenInput, TokenIdInput } from "@/lib/tokens/input";
import { revokeToken } from "@/lib/tokens/revoke-token";

const PAGE = "/settings/tokens";

/** "Create token", for oneself. The secret is in the answer, this once. */
export const createTokenAction = formAction("viewer", CreateTokenInput, async (input, actor) => {
  const token = await createToken({ input, ownerId: actor.id, actor, now: new Date() });
  revalidatePath(PAGE);
  return token;
});

/** "Revoke". */
export const revokeTokenAction = action("viewer", TokenIdInput, async ({ tokenId }, actor) => {
  await revokeToken({ tokenId, actor, now: new Date() });
  revalidatePath(PAGE);
});
