import type { FunctionConfig } from "./function-config";
import { nameUuid } from "./ulid";

export type RegisteredFunction = {
  id: string;
  appId: string;
  uuid: string;
  config: FunctionConfig;
  /** The registration as it was sent, to see whether a later one differs. */
  source: string;
  isActive: boolean;
};

type EventTrigger = { fn: RegisteredFunction; condition: FunctionConfig["events"][number]["condition"] };
type Cancel = { fn: RegisteredFunction; index: number };

export type Functions = {
  get(id: string): RegisteredFunction | undefined;
  all(): Iterable<RegisteredFunction>;
  isEmpty(): boolean;
  /** Adds or replaces one; call {@link Functions.reindex} after the last. */
  set(options: { appId: string; config: FunctionConfig; source: string; isActive: boolean }): RegisteredFunction;
  reindex(): void;
  /** Triggers for an event name, of functions that are active. */
  triggersOf(eventName: string): readonly EventTrigger[];
  /** `cancelOn` entries for an event name, also of functions that are no longer registered but still have runs. */
  cancelsOf(eventName: string): readonly Cancel[];
};

/** The functions known to the engine, with an index from event names to what they set off. */
export function createFunctions(): Functions {
  const functions = new Map<string, RegisteredFunction>();
  let triggers = new Map<string, EventTrigger[]>();
  let cancels = new Map<string, Cancel[]>();
  return {
    get: (id) => functions.get(id),
    all: () => functions.values(),
    isEmpty: () => functions.size === 0,
    set({ appId, config, source, isActive }) {
      const known = functions.get(config.id);
      // The object stays the same, because queues hold on to it.
      const fn = Object.assign(known ?? {}, {
        id: config.id,
        appId,
        uuid: nameUuid(config.id),
        config,
        source,
        isActive,
      });
      functions.set(config.id, fn);
      return fn;
    },
    reindex() {
      triggers = new Map();
      cancels = new Map();
      for (const fn of functions.values()) {
        for (const [index, cancel] of fn.config.cancels.entries()) append(cancels, cancel.event, { fn, index });
        if (!fn.isActive) continue;
        for (const { event, condition } of fn.config.events) append(triggers, event, { fn, condition });
      }
    },
    triggersOf: (eventName) => triggers.get(eventName) ?? [],
    cancelsOf: (eventName) => cancels.get(eventName) ?? [],
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
