import { PrismaPg } from "@prisma/adapter-pg";
import { requireEnv } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";

/** What a verb takes when it may run inside its caller's transaction. */
export type Tx = Prisma.TransactionClient;

const holder = globalThis as { holdfastDb?: PrismaClient };

/** The database. Connects on first use, so that a build needs none; one pool per process, also across dev reloads. */
export const db: PrismaClient = lazily(() => {
  holder.holdfastDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: requireEnv("DATABASE_URL"), max: 10, connectionTimeoutMillis: 5_000 }),
    // A press on 10,000 rows is one transaction; the default of 5 s is too near to what it takes on a busy laptop.
    transactionOptions: { timeout: 30_000, maxWait: 10_000 },
  });
  return holder.holdfastDb;
});

function lazily<T extends object>(make: () => T): T {
  return new Proxy({} as T, {
    get(_, key) {
      const target = make();
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    has: (_, key) => Reflect.has(make(), key),
  });
}
