import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { appUrl } from "@/lib/auth/app-url";
import { ADDRESS_HEADER } from "@/lib/auth/caller-address";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/auth/input";
import { db } from "@/lib/db";
import { requireEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { newRowId } from "@/lib/row-id";

/** A week: staff sign in once a week, a lost laptop is open for no longer. */
export const SESSION_SECONDS = 7 * 24 * 3600;

/**
 * better-auth checks passwords, makes sessions and sets their cookies. Its HTTP handler is mounted nowhere: people sign in through our
 * own actions, so that no path leads past the limit of attempts, the first change of password or the activity log.
 */
function build() {
  return betterAuth({
    appName: "Holdfast",
    baseURL: appUrl().origin,
    trustedOrigins: [appUrl().origin],
    secret: requireEnv("AUTH_SECRET"),
    database: prismaAdapter(db, { provider: "postgresql", transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      maxPasswordLength: PASSWORD_MAX_LENGTH,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: { enabled: true, storage: "database" },
    databaseHooks: { session: { create: { before: async ({ userId }) => !(await isDisabled(userId)) } } },
    advanced: {
      cookiePrefix: "holdfast",
      useSecureCookies: appUrl().protocol === "https:",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newRowId() },
    },
    // Only its sentences: what else it would log may hold what a person typed.
    logger: {
      level: "warn",
      log: (level, message) => log[level === "error" ? "error" : "debug"]({ from: "auth" }, message),
    },
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
    // Must be the last plugin: it hands the cookies that the others set to Next.
    plugins: [nextCookies()],
  });
}

let built: ReturnType<typeof build> | undefined;

/** The one instance, made at first use, so that a build needs neither a secret nor a database. */
export function betterAuthServer(): ReturnType<typeof build> {
  built ??= build();
  return built;
}

async function isDisabled(userId: string): Promise<boolean> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  return user === null || user.disabledAt !== null;
}
