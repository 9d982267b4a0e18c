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

/** Whether a web service (OGC, ArcGIS, CKAN) answers with an error message in place of data. */
export function isServiceException(page: string): boolean {
  const start = page.trimStart().slice(0, 2_000);
  if (
    /^(<\?xml[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(\w+:)?(ServiceExceptionReport|ExceptionReport)[\s>]/i.test(
      start,
    )
  )
    return true;
  if (/^\{\s*"error"\s*:\s*\{[^{}]*"(code|message)"\s*:/i.test(start)) return true;
  return start.startsWith("{") && /"success"\s*:\s*false\b/.test(start) && /"error"\s*:\s*\{/.test(start);
}

/** Whether the answer is a form to sign in, reached by a redirect to where such forms are. */
export function isLoginWall({ hops, finalUrl, body }: ResponseFacts): boolean {
  if (hops.length < 2 || !body?.isHtml || !URL.canParse(finalUrl)) return false;
  const { hostname, pathname } = new URL(finalUrl);
  const isLoginPlace =
    /(^|[/._-])(log-?in|sign-?in|sso|saml2?|oauth2?|cas|shibboleth|idp|authenticate)([/._-]|$)/i.test(
      `${hostname}${pathname}`,
    );
  return isLoginPlace && /<input[^>]+type\s*=\s*["']?password/i.test(body.sample);
}
