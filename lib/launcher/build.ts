import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What the built pages depend on. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "inngest",
  "prisma/schema.prisma",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];

/** A hash over all that `next build` reads; equal hashes need no new build. */
export function sourceFingerprint(root: string): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) addTo(hash, root, source);
  return hash.digest("hex");
}

/** Whether `distDir` holds a build of these sources. */
export function isBuilt({ distDir, fingerprint }: { distDir: string; fingerprint: string }): boolean {
  const stamp = path.join(distDir, "holdfast-fingerprint");
  return existsSync(path.join(distDir, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;
}

/** To be called after a build that succeeded. */
export function rememberBuild({ distDir, fingerprint }: { distDir: string; fingerprint: string }): void {
  writeFileSync(path.join(distDir, "holdfast-fingerprint"), fingerprint);
}

function addTo(hash: ReturnType<typeof createHash>, root: string, entry: string): void {
  const file = path.join(root, entry);
  const children = readdirIfDirectory(file);
  if (children === null) {
    hash.update(entry).update("\0").update(readFileSync(file)).update("\0");
    return;
  }
  for (const child of children.sort()) if (!child.endsWith(".test.ts")) addTo(hash, root, path.join(entry, child));
}

function readdirIfDirectory(file: string): string[] | null {
  try {
    return readdirSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return null;
    throw error;
  }
}
