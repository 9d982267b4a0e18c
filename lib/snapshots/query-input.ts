import { z } from "zod";
import { textInput } from "@/lib/storable-text";
import { SnapshotStatus } from "@/prisma/generated/enums";
import { SNAPSHOT_LANES, SNAPSHOT_WAITS } from "./query";

const text = (max: number) => textInput().max(max).optional();

/** The filter of a list of snapshots, as it comes from outside. Gives a `SnapshotQuery`. */
export const SnapshotQueryInput = z.strictObject({
  status: z.array(z.enum(SnapshotStatus)).readonly().optional(),
  archiveCode: text(100),
  reason: text(100),
  q: text(300),
  collection: text(100),
  resourceId: text(40),
  waits: z.enum(SNAPSHOT_WAITS).nullish(),
  lane: z.array(z.enum(SNAPSHOT_LANES)).readonly().optional(),
});
