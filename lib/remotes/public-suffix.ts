/*
 * Whether a name is one below which strangers register theirs. The public suffix list (publicsuffix.org) knows all of them and changes every week; for the
 * cookies of one walk a rule of thumb is enough, because its mistakes are on the safe side: a cookie stays with its host, and some walk that
 * needs it for another host of the same site goes in circles.
 */

/** Second labels below which names of countries are registered: `co.uk`, `gov.au`, `asso.fr`. Those of up to three letters need no list. */
const SECOND_LEVELS: ReadonlySet<string> = new Set(
  "asso barreau coop csiro gouv govt gub hotel idf info iwi kommune maori name parliament presse priv school sport store".split(
    " ",
  ),
);

/** Where everybody may have a site: below these two labels names belong to strangers. */
const SHARED: ReadonlySet<string> = new Set(
  (
    "amazonaws.com appspot.com azurewebsites.net azurestaticapps.net blogspot.com cloudfront.net firebaseapp.com fly.dev github.io gitlab.io " +
    "glitch.me herokuapp.com myshopify.com netlify.app ngrok.io onrender.com pages.dev readthedocs.io surge.sh vercel.app web.app " +
    "weebly.com wixsite.com wordpress.com workers.dev"
  ).split(" "),
);

/** Whether names below this one may belong to different people, so that it can hold no cookie. Pure. */
export function isPublicSuffix(domain: string): boolean {
  const labels = domain.split(".");
  const [top = "", second = ""] = labels.toReversed();
  if (labels.length < 2 || /^\d*$/.test(top)) return true;
  if (labels.length > 3) return false;
  const isCountry = top.length === 2;
  const isBelowCountry = isCountry && (second.length <= 3 || SECOND_LEVELS.has(second));
  if (labels.length === 2) return isBelowCountry || SHARED.has(domain);
  // Regions and cities below those: `k12.ca.us`, `city.kawasaki.jp`, `s3.amazonaws.com`.
  return SHARED.has(`${second}.${top}`) || top === "us" || (top === "jp" && second.length > 2);
}
