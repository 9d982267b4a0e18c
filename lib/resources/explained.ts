/** What a code means, for a person. Browser-safe. */
export type Explained = {
  label: string;
  /** One sentence: what it means. */
  meaning: string;
  /** One sentence: what a person may do, or that nothing is to be done. */
  nextStep: string;
};

export function said(label: string, meaning: string, nextStep: string): Explained {
  return { label, meaning, nextStep };
}
