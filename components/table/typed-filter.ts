import { debounce } from "nuqs";

/** How long typing must rest before rows are asked for: longer than the gap between two letters, too short to wait for. */
const TYPING_PAUSE_MS = 250;

/** How the address follows a filter that is typed: once the typing rests; at once when the text is emptied. */
export function afterTyping(text: string) {
  return { limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) };
}
