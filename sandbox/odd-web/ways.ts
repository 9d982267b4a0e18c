import { COASTAL_WAYS } from "./pages-coastal";
import { COURSEWORK_WAYS } from "./pages-coursework";
import { hostName, type Way, wirePath } from "./way";
import { WAYS_BY_ADDRESS } from "./ways-addresses";
import { WAYS_BY_BODY } from "./ways-bodies";
import { WAYS_BY_CHANGE } from "./ways-changing";
import { WAYS_BY_NETWORK } from "./ways-network";
import { WAYS_BY_REDIRECT } from "./ways-redirects";
import { WAYS_BY_SERVICE } from "./ways-services";
import { WAYS_BY_LIKENESS } from "./ways-soft";
import { WAYS_BY_STATUS } from "./ways-status";
import { WAYS_BY_DISGUISE } from "./ways-walls";

/** Every way of the odd web. A host and a path name one at most. */
export const WAYS: readonly Way[] = [
  ...COURSEWORK_WAYS,
  ...COASTAL_WAYS,
  ...WAYS_BY_STATUS,
  ...WAYS_BY_REDIRECT,
  ...WAYS_BY_BODY,
  ...WAYS_BY_NETWORK,
  ...WAYS_BY_DISGUISE,
  ...WAYS_BY_LIKENESS,
  ...WAYS_BY_SERVICE,
  ...WAYS_BY_ADDRESS,
  ...WAYS_BY_CHANGE,
];

const BY_ADDRESS = new Map(WAYS.map((way) => [`${hostName(way.host)} ${wirePath(way.path)}`, way]));
const BY_HOST = new Map(WAYS.filter(({ path }) => path === "/*").map((way) => [hostName(way.host), way]));

/** The way of a host name and a path (query included) as received; `/*` stands for every path of its host. */
export function findWay(hostname: string, path: string): Way | null {
  return BY_ADDRESS.get(`${hostname} ${path}`) ?? BY_HOST.get(hostname) ?? null;
}
