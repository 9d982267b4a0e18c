import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startInstance } from "./instance";
import { speedUpArchive } from "./sandbox";

/** The password of the shared instance's admin; it lives on loopback for as long as the tests run. */
export const ADMIN = { email: "admin@holdfast.test", password: "correct horse battery staple" };

/** One Holdfast for all stories that need none of their own. It builds first if it must. Answers its end. */
export default async function setup() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-e2e-"));
  const instance = await startInstance({
    dataDir,
    args: ["--demo"],
    env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
  });
  await speedUpArchive(instance);
  process.env.E2E_BASE_URL = instance.url;
  process.env.E2E_DATA_DIR = dataDir;
  process.env.E2E_SANDBOX_URL = instance.sandboxUrl;
  process.env.E2E_ODD_PORT = String(instance.oddWebPort);
  process.env.E2E_DATABASE_URL = instance.databaseUrl;
  return async () => {
    await instance.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
