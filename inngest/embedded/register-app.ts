import { z } from "zod";
import type { Core } from "./core";
import { armCrons } from "./crons";
import { type FunctionConfig, parseFunction } from "./function-config";
import type { RegisteredFunction } from "./functions";
import { loadBatches, loadRuns } from "./load-journal";
import { requeueRuns } from "./requeue-runs";

const RegistrationSchema = z.object({
  url: z.url(),
  appName: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}+$/u),
  functions: z.array(z.unknown()),
});

/** A registration that is refused, with the sentence to answer. */
export class RegistrationRefused extends Error {}

/**
 * Takes over the functions of one app: they replace those it had, at once, also for runs that already wait. All or none: one function
 * that can't be served refuses the registration, and the functions before stay. Throws {@link RegistrationRefused}.
 */
export async function registerApp(core: Core, body: unknown): Promise<{ modified: boolean }> {
  const { appName, url, parsed } = readRegistration(body);
  const changed = parsed.filter(({ config, source }) => {
    const known = core.functions.get(config.id);
    return !known?.isActive || known.source !== source || known.appId !== appName;
  });
  const ids = new Set(parsed.map(({ config }) => config.id));
  const gone = [...core.functions.all()].filter((fn) => fn.appId === appName && fn.isActive && !ids.has(fn.id));
  const before = new Map(changed.map(({ config }) => [config.id, core.functions.get(config.id)?.config]));
  const storedAt = core.clock();
  if (changed.length + gone.length > 0) await storeFunctions(core, { appName, changed, gone });

  core.apps.registered(appName, url);
  await takeOver(core, { changed, before, storedAt }).catch((error) => {
    // The functions are registered and their runs half taken over: nobody would look after the other half again.
    core.fail(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  core.queue.resume(appName);
  if (changed.length + gone.length > 0) {
    const names = changed.map(({ config }) => config.id);
    core.log.info({ app: appName, changed: names, gone: gone.map(({ id }) => id) }, "functions registered");
  }
  return { modified: changed.length + gone.length > 0 };
}

type Parsed = { config: FunctionConfig; source: string };

function readRegistration(body: unknown): { appName: string; url: string; parsed: Parsed[] } {
  const result = RegistrationSchema.safeParse(body);
  if (!result.success) throw new RegistrationRefused("The registration has no app name, no address or no functions.");
  const { appName, url, functions } = result.data;
  try {
    const parsed = functions.map((input) => ({ config: parseFunction(input), source: JSON.stringify(input) }));
    const twice = parsed.find(
      ({ config }, index) => parsed.findIndex((other) => other.config.id === config.id) !== index,
    );
    if (twice) throw new Error(`The function ${twice.config.id} is there twice.`);
    return { appName, url, parsed };
  } catch (cause) {
    throw new RegistrationRefused(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Gives the runs of the changed functions their place. Those of a function that was not known are read from the journal. */
async function takeOver(
  core: Core,
  options: { changed: Parsed[]; before: ReadonlyMap<string, FunctionConfig | undefined>; storedAt: number },
): Promise<void> {
  for (const { config } of options.changed) {
    const fn = core.functions.get(config.id);
    const settings = options.before.get(config.id);
    if (fn && settings) await requeueRuns(core, { fn, before: settings });
    else {
      const selection = { functionId: config.id, before: options.storedAt };
      await loadBatches(core, selection);
      await loadRuns(core, selection);
    }
  }
}

function storeFunctions(
  core: Core,
  { appName, changed, gone }: { appName: string; changed: Parsed[]; gone: RegisteredFunction[] },
): Promise<void> {
  return core.journal.write((batch) => {
    const now = core.clock();
    const write = (fn: RegisteredFunction) =>
      batch.others.push({
        text: `INSERT INTO engine.function (id, app_id, config, is_active, updated_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (id) DO UPDATE SET app_id = excluded.app_id, config = excluded.config,
                 is_active = excluded.is_active, updated_at = excluded.updated_at`,
        values: [fn.id, fn.appId, fn.source, fn.isActive, now],
      });
    for (const { config, source } of changed)
      write(core.functions.set({ appId: appName, config, source, isActive: true }));
    for (const fn of gone) write(core.functions.set({ ...fn, isActive: false }));
    core.functions.reindex();
    armCrons(core, batch, new Map());
  });
}
