import type { ProbeBody } from "@/lib/remotes/probe-facts";
import type { ResponseFacts } from "./classify-response";

/*
 * By what a page is recognised that is not what was asked for. Marks that also appear on good pages are only taken together with a
 * code that refuses. Sources: the vendors' documentation of their challenge answers, and such answers themselves, 2026.
 */

/** Headers that only a challenge or a refusal carries. */
const WALL_HEADERS: readonly [name: string, value: RegExp][] = [
  ["cf-mitigated", /challenge/i], // Cloudflare
  ["x-amzn-waf-action", /challenge|captcha/i], // AWS WAF
  ["x-sucuri-block", /./], // Sucuri
];

/** Pages that are nothing but a challenge, whatever their code. */
const WALL_PAGES: readonly RegExp[] = [
  /<title>\s*Just a moment\.\.\.\s*<\/title>/i, // Cloudflare
  /<title>\s*Attention Required! \| Cloudflare\s*<\/title>/i,
  /<title>\s*DDoS-Guard\s*<\/title>/i,
  /id="px-captcha"|window\._pxAppId[\s\S]{0,2000}captcha/i, // HUMAN (PerimeterX)
  /https?:\/\/geo\.captcha-delivery\.com\//i, // DataDome
  /<title>\s*Client Challenge\s*<\/title>/i, // Fastly
  /<title>\s*Making sure you(&#39;|')re not a bot!\s*<\/title>/i, // Anubis
];

/** Marks of a wall if the code refuses too. */
const REFUSED_PAGES: readonly RegExp[] = [
  /cf-error-details|cdn-cgi\/challenge-platform/i, // Cloudflare
  /_Incapsula_Resource/i, // Imperva
  /errors\.edgesuite\.net|You don't have permission to access[\s\S]{0,300}Reference\s*#/i, // Akamai
  /Access denied[\s\S]{0,500}Sucuri WebSite Firewall/i,
  /g-recaptcha|h-captcha|hcaptcha\.com|challenges\.cloudflare\.com/i,
];

/** Whether a service that lets only browsers pass has answered in place of the host. */
export function isBotWall({ headers, status, body }: ResponseFacts): boolean {
  if (WALL_HEADERS.some(([name, value]) => value.test(headers[name] ?? ""))) return true;
  const page = body?.sample ?? "";
  if (WALL_PAGES.some((mark) => mark.test(page))) return true;
  // Imperva's challenge comes with 200 and holds next to nothing besides.
  if (page.length < 4_000 && /<(iframe|script)[^>]+_Incapsula_Resource/i.test(page)) return true;
  const isRefusal = status === 403 || status === 429 || status === 503 || status === 405;
  // DataDome's header is on good pages too.
  if (isRefusal && (headers["x-datadome"] !== undefined || /datadome/i.test(headers.server ?? ""))) return true;
  return isRefusal && REFUSED_PAGES.some((mark) => mark.test(page));
}

/** Whether the answer is a form to sign in, reached by a redirect to where such forms are. */
export function isLoginWall(facts: ResponseFacts): boolean {
  const { body } = facts;
  return (
    Boolean(body?.isHtml) && isLoginPlace(facts) && /<input[^>]+type\s*=\s*["']?password/i.test(body?.sample ?? "")
  );
}

/** Whether a redirect led to a place that by its address is for signing in. */
export function isLoginPlace({ hops, finalUrl }: Pick<ResponseFacts, "hops" | "finalUrl">): boolean {
  if (hops.length < 2 || !URL.canParse(finalUrl)) return false;
  const { hostname, pathname } = new URL(finalUrl);
  return /(^|[/._-])(log-?in|sign-?in|sso|saml2?|oauth2?|cas|shibboleth|idp|authenticate)([/._-]|$)/i.test(
    `${hostname}${pathname}`,
  );
}

/** A page with fewer words than this says nothing by itself. */
const SHELL_WORDS = 30;

/**
 * Whether a page is only the frame of an application: next to no text, a place to draw in, and the program that draws. Such hosts send
 * the same to every address by design.
 */
export function isAppShell({ sample, words, isHtml }: ProbeBody): boolean {
  if (!isHtml || words === null || words > SHELL_WORDS) return false;
  const hasProgram = /<script\b[^>]*\bsrc\s*=|<script\b[^>]*type\s*=\s*["']?module/i.test(sample);
  // Frameworks' own names for the place; others leave one element of the body empty.
  const hasPlace =
    /<(div|main|section)\b[^>]*\bid\s*=\s*["']?(root|app|__next|__nuxt|svelte|q-app|ember[\w-]*|main|application|container)["'\s>]/i.test(
      sample,
    ) || /<(app-root|ng-app|[a-z]+-app)\b|\bng-app\b|<(div|main)\b[^>]*>\s*<\/(div|main)>/i.test(sample);
  return hasProgram && hasPlace;
}

/**
 * Marks of pages that stand on names which are for sale or were left. Only taken together with a comparison: a good page may
 * speak of names for sale too.
 */
const PARKING_MARKS: readonly RegExp[] = [
  /\b(sedoparking|parkingcrew|bodis|above|hugedomains|afternic|undeveloped|dan|uniregistry|parklogic|voodoo|skenzo|domainmarket|buydomains|epik)\.(com|net)\b/i,
  /window\.park\s*=|LANDER_SYSTEM|\/lander["'?]|data-adblockkey=|parking-lander|domain_?parking/i,
  /\b(domain|name|website)\b[^<.]{0,60}\b(may be|is|are)\b[^<.]{0,20}\b(for sale|parked)\b/i,
  /\bbuy this (domain|name)\b|\brelated searches\b|\bsponsored listings\b/i,
  /\b(domain|domaine|domein)\b[^<.]{0,40}\b(steht zum verkauf|est (à|a) vendre|te koop|in vendita|en venta)\b/i,
];

/** Whether the page carries the marks of a parked name. */
export function isParkingPage({ sample }: ProbeBody): boolean {
  return PARKING_MARKS.some((mark) => mark.test(sample));
}
