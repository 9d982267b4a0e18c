import { afterAll } from "vitest";
import { createTestDatabase } from "./database";

/**
 * Imported first of all by a test file that changes settings, switches or other rows that every test reads: gives that file a
 * migrated database of its own in DATABASE_URL, before anything connects.
 */
const database = await createTestDatabase({ isMigrated: true });
process.env.DATABASE_URL = database.url;

afterAll(async () => {
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  await database.drop();
});
