import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { functionsFor, REGISTERED_SETTINGS } from "@/inngest/functions";
import { log } from "@/lib/log";
import { defaultSettings, type Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";

type Handler = ReturnType<typeof serve>;

let current: { key: string; handler: Handler } | undefined;

/**
 * The functions with the limits of the settings in force: built anew when one of those has changed, so that the engine's next
 * registration (it asks twice a minute) applies a new pace without a restart. Without a database the last ones, or the defaults, serve.
 */
async function handlerNow(): Promise<Handler> {
  const settings = await readSettings();
  if (!settings && current) return current.handler;
  const inForce = settings ?? defaultSettings();
  const key = JSON.stringify(REGISTERED_SETTINGS.map((name) => inForce[name]));
  if (current?.key !== key) current = { key, handler: serve({ client: inngest, functions: functionsFor(inForce) }) };
  return current.handler;
}

async function readSettings(): Promise<Settings | null> {
  try {
    return await getSettings();
  } catch (error) {
    log.warn({ err: error }, "The settings can't be read: the functions keep their limits.");
    return null;
  }
}

export const dynamic = "force-dynamic";

// Public: the SDK checks the engine's signature on every call.
export const GET: Handler["GET"] = async (request, context) => (await handlerNow()).GET(request, context);
export const POST: Handler["POST"] = async (request, context) => (await handlerNow()).POST(request, context);
export const PUT: Handler["PUT"] = async (request, context) => (await handlerNow()).PUT(request, context);
