import { expect, test } from "vitest";
import { columnCookie, hiddenColumnsFrom } from "@/components/table/column-cookie";

const cookieValue = (cookie: string) => cookie.split(";")[0]?.split("=")[1];

test("a choice of columns comes back from its cookie, also the choice to hide none", () => {
  for (const hidden of [[], ["host"], ["host", "nextCheck"]])
    expect(hiddenColumnsFrom(cookieValue(columnCookie("resources", hidden)), ["title"])).toEqual(hidden);
});

test("who never chose sees the usual columns", () => {
  expect(hiddenColumnsFrom(undefined, ["title"])).toEqual(["title"]);
});
