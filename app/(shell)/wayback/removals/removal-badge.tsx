import { Badge, type Tone } from "@/components/ui/badge";
import { REMOVAL_WORDS } from "@/lib/removals/removal-state";

const TONES = {
  drafted: "failing",
  sent: "accent",
  done: "valid",
  refused: "broken",
  unanswered: "neutral",
} as const satisfies Record<keyof typeof REMOVAL_WORDS, Tone>;

/** The state of a removal request in a word. */
export function RemovalBadge({ state }: { state: keyof typeof REMOVAL_WORDS }) {
  return <Badge tone={TONES[state]}>{REMOVAL_WORDS[state].label}</Badge>;
}
