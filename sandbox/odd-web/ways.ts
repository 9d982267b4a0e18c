import { COASTAL_WAYS } from "./pages-coastal";
import { COURSEWORK_WAYS } from "./pages-coursework";
import { hostName, type Way, wirePath } from "./way";

/** Every way of the odd web. A host and a path name one at most. */
export const WAYS: readonly Way[] = [...COURSEWORK_WAYS, ...COASTAL_WAYS];

const BY_ADDRESS = new Map(WAYS.map((way) => [`${hostName(way.host)} ${wirePath(way.path)}`, way]));
const BY_ANY_PATH = new Map(WAYS.filter(({ path }) => path === "/*").map((way) => [hostName(way.host), way]));

/** The way of a host name and a path (query included) as received; `/*` stands for every path of its host. */
export function findWay(hostname: string, path: string): Way | null {
  return BY_ADDRESS.get(`${hostname} ${path}`) ?? BY_ANY_PATH.get(hostname) ?? null;
}
