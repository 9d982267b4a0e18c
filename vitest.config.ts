import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["{app,bin,components,inngest,lib,prisma,sandbox}/**/*.test.{ts,tsx}"],
    globalSetup: ["e2e/support/vitest-database.ts"],
    // Far from UTC and with half hours, so that a date made in local time shows.
    env: { TZ: "Asia/Kathmandu", LOG_LEVEL: "fatal", NODE_ENV: "test" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
