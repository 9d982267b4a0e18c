/** `npm run migrate`: applies to DATABASE_URL the migrations that it lacks. Safe to run twice, and from two places at once. */
import { requireEnv } from "@/lib/env";
import { applyMigrations } from "@/lib/launcher/migrate";

const applied = await applyMigrations(requireEnv("DATABASE_URL"));
console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
// The engine leaves a timer of its lock's time-out running.
process.exit(0);
