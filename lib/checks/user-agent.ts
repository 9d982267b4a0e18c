/** Grows with our releases; hosts' owners may see which of them visits. */
const VERSION = "0.1";

/**
 * How we introduce ourselves: `Holdfast/0.1 (+contact)`. Honest and short; words such as "link" or "checker" are on many hosts'
 * lists of what to refuse, so there are none. `contact` is the setting `checks.contact`; without it the bracket is left out.
 */
export function userAgent(contact: string): string {
  const plain = contact.replace(/[^\x20-\x7e]|[()]/g, "").trim();
  return plain === "" ? `Holdfast/${VERSION}` : `Holdfast/${VERSION} (+${plain})`;
}
