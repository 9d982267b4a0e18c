import { bytes, html, page, redirect } from "./answers";
import { blocked, failing, valid } from "./expectations";
import { type Demo, tableOf } from "./table";
import type { Answer, Way } from "./way";

const way = tableOf("walls");
const courses = (title: string): Demo => ({ title, in: "Open Coursework" });
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });
const WALL = blocked("bot_wall");

/** A page with only a script, as challenges are. */
function challenge(title: string, note: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><noscript>${note}</noscript><script src="/challenge.js"></script></body></html>\n`;
}

const CLOUDFLARE = html(challenge("Just a moment...", "Enable JavaScript and cookies to continue"), {
  status: 403,
  headers: { Server: "cloudflare", "cf-mitigated": "challenge", "CF-RAY": "8c1d2e3f4a5b6c7d-AMS" },
});
const CLOUDFLARE_503 = html(challenge("Just a moment...", "Checking your browser before you continue"), {
  status: 503,
  headers: { Server: "cloudflare", "CF-RAY": "8c1d2e3f4a5b6c7e-AMS" },
});
const AKAMAI = html(
  "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access this page on this server.<P>Reference #18.2f1d1602.1790000000.5a6b7c8d</BODY></HTML>\n",
  { status: 403, headers: { Server: "AkamaiGHost" } },
);
const DATADOME = html(challenge("records.odd.localhost", "Please enable JS and disable any ad blocker"), {
  status: 403,
  headers: { Server: "DataDome", "X-DataDome": "protected", "X-DD-B": "1" },
});
const AWS = html(challenge("Human Verification", "JavaScript is disabled"), {
  status: 202,
  headers: { "x-amzn-waf-action": "challenge" },
});
const INCAPSULA = html(
  '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=7"></script></head><body></body></html>\n',
  { headers: { "X-CDN": "Incapsula", "X-Iinfo": "7-1234567-0 0NNN RT(1790000000000 0)" } },
);

const BOTS: readonly Way[] = [
  way("/cloudflare", "Cloudflare's challenge with 403", WALL, CLOUDFLARE, courses("Publisher's chapter page")),
  way("/cloudflare-503", "Cloudflare's older challenge with 503", WALL, CLOUDFLARE_503),
  way("/akamai", "Akamai's refusal", WALL, AKAMAI),
  way("/datadome", "DataDome's challenge", WALL, DATADOME),
  way("/aws", "the challenge of AWS's firewall, with 202", WALL, AWS),
  way("/incapsula", "Imperva's challenge, with 200", WALL, INCAPSULA),
];

const LOGIN = html(
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login" method="post"><label>User <input name="user"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form></body></html>\n',
);
const TO_LOGIN = redirect(302, ["walls", "/login?next=%2Freserves"]);

const EXCEPTION = bytes(
  "application/vnd.ogc.se_xml",
  '<?xml version="1.0"?><ServiceExceptionReport version="1.1.1"><ServiceException code="LayerNotDefined">Layer dykes is not defined.</ServiceException></ServiceExceptionReport>\n',
);
const OWS_EXCEPTION = bytes(
  "text/xml",
  '<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0"><ows:Exception exceptionCode="MissingParameterValue" locator="service"/></ows:ExceptionReport>\n',
);
const JSON_ERROR = bytes("application/json", JSON.stringify({ success: false, error: { __type: "Not Found Error" } }));

const DISGUISED: readonly Way[] = [
  way("/reserves", "302 to a sign-in page", blocked("login_required"), TO_LOGIN, courses("Course reserves")),
  way("/login?next=%2Freserves", "a sign-in page with 200", valid(), LOGIN),
  way(
    "/wms",
    "a service exception with 200",
    failing("service_exception"),
    EXCEPTION,
    coast("Map service of the dykes"),
  ),
  way("/wfs", "an exception report with 200", failing("service_exception"), OWS_EXCEPTION),
  way("/action", "an error in JSON with 200", failing("service_exception"), JSON_ERROR),
  way("/history", "a good page with the words of an error", valid(), removedBridge(), courses("The removed bridge")),
];

function removedBridge(): Answer {
  const story = "The bridge has been removed, and the page not found in the town's book was found in ours.";
  return page({ title: "404: a house number", paragraphs: [story, "The sign at number 404 says access denied."] });
}

/** Ways that look like something else than they are. */
export const WAYS_BY_DISGUISE: readonly Way[] = [...BOTS, ...DISGUISED];
