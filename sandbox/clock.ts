const DAY_MS = 86_400_000;

/** Where the virtual clock stands: at `realMs` it showed `virtualMs`, and since then it runs `scale` times as fast. */
export interface ClockState {
  virtualMs: number;
  realMs: number;
  /** 1 is real time, 10 ten times as fast, 0 stands still until it is advanced. */
  scale: number;
}

/**
 * The one clock of the sandbox. Nothing waits on it: what the archive shows is computed from the time at which it is asked,
 * so the clock may jump. A clock kept in a journal goes on while the program is down, as the real archive does.
 */
export class SandboxClock {
  #state: ClockState;

  constructor(state: ClockState) {
    this.#state = state;
  }

  /** Virtual time in whole milliseconds since 1970, UTC. */
  now(): number {
    const { virtualMs, realMs, scale } = this.#state;
    return Math.floor(virtualMs + (Date.now() - realMs) * scale);
  }

  get state(): ClockState {
    return { ...this.#state };
  }

  /** Takes over a state, for instance one from the journal. */
  restore(state: ClockState): void {
    this.#state = { ...state };
  }

  /** The state after a jump to `virtualMs` and, if given, a change of speed. Changes nothing by itself. */
  at(virtualMs: number, scale = this.#state.scale): ClockState {
    return { virtualMs, realMs: Date.now(), scale };
  }
}

/** A clock that shows real time and runs `scale` times as fast from now on. */
export function startClock(scale = 1): SandboxClock {
  return new SandboxClock({ virtualMs: Date.now(), realMs: Date.now(), scale });
}

/** `YYYYMMDDhhmmss` in UTC, the archive's timestamp. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14);
}

/** The midnight in UTC that an instant's day began with: the archive counts its days so. */
export function dayStart(ms: number): number {
  return ms - (ms % DAY_MS);
}

/** The first instant (or, with `pad` "end", the last second) that a timestamp of 1 to 14 digits names; null for anything else. */
export function fromTimestamp(digits: string, pad: "start" | "end" = "start"): number | null {
  if (!/^\d{1,14}$/.test(digits)) return null;
  const filler = pad === "start" ? "00000101000000" : "99991231235959";
  let text = digits + filler.slice(digits.length);
  if (pad === "end" && digits.length <= 6) text = lastDayOfMonth(text);
  const [year, month, day, hour, minute, second] = [
    text.slice(0, 4),
    text.slice(4, 6),
    text.slice(6, 8),
    text.slice(8, 10),
    text.slice(10, 12),
    text.slice(12, 14),
  ];
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}

function lastDayOfMonth(text: string): string {
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)), 0)).getUTCDate();
  return `${text.slice(0, 6)}${String(last).padStart(2, "0")}${text.slice(8)}`;
}
