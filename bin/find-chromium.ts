import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { step } from "./install.mjs";

const CACHE = path.resolve(import.meta.dirname, "../.cache/chromium");

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, Playwright's own, the system's, else Debian's package. Root installs the package;
 * anybody else gets it and its libraries unpacked into .cache/chromium. Throws a sentence when none is to be had.
 */
export async function findChromium(): Promise<string> {
  const wrapper = path.join(CACHE, "chromium");
  for (const candidate of [process.env.CHROMIUM_PATH, chromium.executablePath(), "/usr/bin/chromium", wrapper]) {
    if (candidate && existsSync(candidate)) return candidate;
  }
  if (spawnSync("apt-get", ["--version"]).status !== 0) {
    throw new Error("The browser tests need a Chromium. Install one and name it in CHROMIUM_PATH.");
  }
  if (process.getuid?.() === 0) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await step("Reading Debian's list of packages", "apt-get", ["update", "-q"], quiet);
    await step(
      "Installing Chromium",
      "apt-get",
      ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
      quiet,
    );
    return "/usr/bin/chromium";
  }
  await unpackForUser(wrapper);
  return wrapper;
}

/** Without root: Debian's packages of Chromium, of the libraries it needs (but the C library) and of fonts, unpacked side by side. */
async function unpackForUser(wrapper: string): Promise<void> {
  const root = path.join(CACHE, "root");
  for (const directory of ["lists/partial", "archives/partial", "root"])
    mkdirSync(path.join(CACHE, directory), { recursive: true });
  const own = ["-o", `Dir::State::lists=${CACHE}/lists`, "-o", `Dir::Cache=${CACHE}`, "-o", "Debug::NoLocking=1"];
  await step("Reading Debian's list of packages", "apt-get", [...own, "-q", "update"]);
  const depends = [
    "--recurse",
    "--no-recommends",
    "--no-suggests",
    "--no-conflicts",
    "--no-breaks",
    "--no-replaces",
    "--no-enhances",
  ];
  const names = execFileSync("apt-cache", [...own, "depends", ...depends, "chromium", "fonts-dejavu-core"], {
    encoding: "utf8",
    maxBuffer: 1e8,
  })
    .split("\n")
    .filter((line) => /^(chromium|lib|font)/.test(line) && line !== "libc6");
  const script = [
    "set -e",
    `cd "${CACHE}/archives"`,
    `apt-get ${own.map((word) => `'${word}'`).join(" ")} -q download ${[...new Set(names)].join(" ")}`,
    `for package in *.deb; do dpkg-deb -x "$package" "${root}"; done`,
    "rm -f *.deb",
  ];
  await step("Unpacking Chromium and its libraries", "sh", ["-c", script.join("\n")]);
  const libraries = [
    "usr/lib",
    "lib",
    ...readdirSync(path.join(root, "usr/lib"))
      .filter((name) => name.endsWith("-linux-gnu"))
      .flatMap((name) => [`usr/lib/${name}`, `lib/${name}`]),
  ];
  const search = libraries.map((directory) => path.join(root, directory)).join(":");
  const launch = `#!/bin/sh\nexport LD_LIBRARY_PATH="${search}"\nexport FONTCONFIG_SYSROOT="${root}"\nexec "${root}/usr/lib/chromium/chromium" "$@"\n`;
  writeFileSync(wrapper, launch, { mode: 0o755 });
}
