import type { RemovalState } from "@/prisma/generated/enums";

/** Which removal requests. An absent or empty field doesn't filter. Browser-safe. */
export type RemovalQuery = {
  state?: readonly RemovalState[];
  /** Part of the address, in either case. */
  q?: string;
  /** Slug. */
  collection?: string;
  resourceId?: string;
};
