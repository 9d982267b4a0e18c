import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type RemovalRow, WITH_RESOURCE } from "./list-removals";

/** The removal request of this id. Throws NOT_FOUND. */
export async function getRemoval(removalId: string): Promise<RemovalRow> {
  const row = await db.removalRequest.findUnique({ where: { id: removalId }, include: WITH_RESOURCE });
  if (!row) throw new AppError("NOT_FOUND", "This removal request does not exist.");
  return row;
}
