import type { Evidence } from "@/lib/checks/evidence";

/** What the page was laid beside, and how alike they are: a sentence each. */
export function comparisonSentences(comparison: Evidence["comparison"]): string[] {
  if (comparison === null) return [];
  const { likeMadeUp, likeLastGood, madeUp } = comparison;
  const answered = madeUp === null ? "" : `, which answers ${madeUp.status}`;
  const likeNothing = madeUp === null ? [] : [`The host answers ${madeUp.status} to an address that we made up.`];
  return [
    ...(likeMadeUp === null ? likeNothing : [`${percent(likeMadeUp)} like the page for a made-up address${answered}.`]),
    ...(likeLastGood === null ? [] : [`${percent(likeLastGood)} like the last good page.`]),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
