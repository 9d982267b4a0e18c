import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";

test.each(Object.values(Prisma.ModelName))("the migrations make the table of %s as the schema has it", async (name) => {
  const key = name.charAt(0).toLowerCase() + name.slice(1);
  const model: unknown = Reflect.get(db, key);
  await expect((model as { findFirst(): Promise<unknown> }).findFirst()).resolves.toSatisfy(
    (row) => row === null || typeof row === "object",
  );
});
