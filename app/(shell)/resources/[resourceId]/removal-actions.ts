"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { draftRemoval } from "@/lib/removals/draft-removal";
import { DraftRemovalInput, RemovalStateInput } from "@/lib/removals/input";
import { setRemovalState } from "@/lib/removals/set-removal-state";

/** "Write the text" of a removal request. */
export const draftRemovalAction = action(
  "editor",
  z.object({ resourceId: z.string().max(20), input: DraftRemovalInput }),
  async ({ resourceId, input }, actor) => {
    await draftRemoval({ resourceId, input, actor });
    refresh();
  },
);

/** "I have sent it", and what came of it. */
export const setRemovalStateAction = action(
  "editor",
  z.object({ removalId: z.string().max(40), input: RemovalStateInput }),
  async ({ removalId, input }, actor) => {
    await setRemovalState({ removalId, input, actor });
    refresh();
  },
);
