import { page } from "./answers";
import { valid } from "./expectations";
import { type Demo, tableOf } from "./table";
import type { Answer, Way } from "./way";

const way = tableOf("names");
const courses = (title: string): Demo => ({ title, in: "Open Coursework" });
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });

function said(path: string): Answer {
  return page({ title: `Drawer ${path}`, paragraphs: [`You asked for ${path} in just the right way.`] });
}

const LONG = `/${"shelf-".repeat(300)}end`;

/** Address as typed, what is odd about it. Any other spelling is a 404. */
const ADDRESSES: readonly (readonly [path: string, does: string, demo?: Demo])[] = [
  ["/größe/übersicht", "a path with umlauts", courses("Übersicht der Formate")],
  ["/潮汐/表", "a path in Chinese", coast("潮汐表 (tide table)")],
  ["/a%20b", "a path that is encoded already", coast("Folder with a blank")],
  ["/caf%C3%A9", "a path with encoded UTF-8", courses("Café conversations, unit 2")],
  ["/100%25-open", "a path with an encoded per cent sign"],
  ["/box%2F7", "a path with an encoded slash"],
  ["/box%2f7", "the same with small letters, which is another address"],
  ["/two words", "a path with a blank"],
  ["/one+two", "a path with a plus sign"],
  ["//double//slash", "a path with double slashes"],
  ["/list;sort=year", "a path with a semicolon"],
  ["/search?q=flut+%26+ebbe", "a query with an encoded ampersand"],
  ["/search?q=höhe", "a query with an umlaut"],
  ["/it's(here)!", "a path with quote and brackets"],
  [LONG, "a path of 1,800 letters"],
];

const IDN = tableOf("bücherei");
const IDN_2 = tableOf("données.côte");

/** Ways that are in the address: they answer to one spelling only. */
export const WAYS_BY_ADDRESS: readonly Way[] = [
  ...ADDRESSES.map(([path, does, demo]) => way(path, does, valid(), said(path), demo)),
  IDN("/katalog", "a host with an umlaut", valid(), said("/katalog"), courses("Katalog der Bücherei")),
  IDN_2("/marées", "accents in host and path", valid(), said("/marées"), coast("Marées et données")),
];
