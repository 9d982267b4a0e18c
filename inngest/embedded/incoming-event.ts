import { z } from "zod";
import { makePiece } from "./canonical-json";
import type { EventValue, StoredEvent } from "./run";
import { seededId, ulid } from "./ulid";

/** An event of a request, with the key under which a second one is recognised. */
export type IncomingEvent = { event: StoredEvent; dedupeKey: string | null };

/** Control characters and halves of a character can't be stored as text, and are no part of a name. */
const CLEAN = /^(?:(?!\p{Cc}|\p{Cs}).)*$/u;

const EventSchema = z.object({
  name: z
    .string("must have a name")
    .min(1, "must have a name")
    .max(256, "may have at most 256 characters")
    .regex(CLEAN, "may have no control characters")
    .refine((name) => !name.startsWith("inngest/"), "may not begin with inngest/, which belongs to the engine"),
  data: z
    .record(z.string(), z.unknown(), "must be an object")
    .nullish()
    .transform((data) => data ?? {}),
  id: z
    .string("must be a text")
    .max(512, "may have at most 512 characters")
    .regex(CLEAN, "may have no control characters")
    .nullish(),
  ts: z.number("must be Unix milliseconds").int().min(0).max(8.64e15).nullish(),
  user: z.unknown().optional(),
  v: z.unknown().optional(),
  meta: z.unknown().optional(),
});

/** A request that can't be accepted, with the sentence to answer. */
export class BadEvents extends Error {}

/**
 * Reads the body of POST /e: one event or a list. All or none: throws {@link BadEvents} with what is wrong and with which event.
 * `seed` is the header `x-inngest-event-id-seed`.
 */
export function readEvents(options: { body: string; seed: string | undefined; now: number }): IncomingEvent[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(options.body);
  } catch (cause) {
    throw new BadEvents("The body is not JSON. Send one event or a list of events.", { cause });
  }
  const list = Array.isArray(parsed) ? parsed : [parsed];
  return list.map((input, index) => readEvent({ ...options, input, index }));
}

function readEvent(options: { input: unknown; index: number; seed: string | undefined; now: number }): IncomingEvent {
  const { input, index, seed, now } = options;
  const result = EventSchema.safeParse(input);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new BadEvents(`Event ${index + 1} can't be accepted: ${issue?.path.join(".") || "it"} ${issue?.message}.`);
  }
  const { id, name, data, ts, ...rest } = result.data;
  const seeded = seed === undefined ? null : seededId(seed, index);
  const eventId = seeded ?? ulid(now);
  const value: EventValue = { data, id: id || eventId, name, ts: ts ?? now, ...definedOf(rest) };
  try {
    return {
      event: { id: eventId, name, value, body: makePiece(value), receivedAt: now },
      dedupeKey: id ? `id:${id}` : seeded && `seed:${seeded}`,
    };
  } catch (cause) {
    throw new BadEvents(`Event ${index + 1} can't be accepted: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function definedOf<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
