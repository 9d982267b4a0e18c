import { expect, test } from "vitest";
import { isDocument, parseLinks } from "./parse-links";

const TEXT = `# Reading list

See [the kelp atlas](https://example.org/kelp_(giant) "An atlas") and [tides](<https://example.org/tides>).
![a picture](https://example.org/kelp.png) Plain: https://example.org/plain. Auto: <https://example.org/auto>
[home](/start), [top](#top), [write](mailto:a@example.org), [bad](javascript:alert(1))

[ref]: https://example.org/reference "Referred to"
`;

test("links of a document are found in their order, with their words as titles; images and internal ones are refused with a sentence", () => {
  const found = parseLinks(TEXT).map((line) =>
    "refusal" in line && line.refusal ? [line.line, line.input, line.refusal] : [line.line, line.input],
  );
  expect(found).toEqual([
    [1, "https://example.org/kelp_(giant)"],
    [2, "https://example.org/tides"],
    [3, "https://example.org/kelp.png", "An image, not a link."],
    [4, "https://example.org/plain"],
    [5, "https://example.org/auto"],
    [6, "/start", "A link inside the document's own site, or a mail address."],
    [7, "#top", "A link inside the document's own site, or a mail address."],
    [8, "mailto:a@example.org", "A link inside the document's own site, or a mail address."],
    [9, "javascript:alert(1)"],
    [10, "https://example.org/reference"],
  ]);
});

test("a document is told from a list by its name or its links", () => {
  expect(isDocument("nothing", "notes.md")).toBe(true);
  expect(isDocument(TEXT, "pasted list.txt")).toBe(true);
  expect(isDocument("https://example.org/a\nhttps://example.org/b", "pasted list.txt")).toBe(false);
  expect(isDocument("url,title\nhttps://example.org/a,A (x) [y]", "list.csv")).toBe(false);
});

test("a file made to be slow is read at once", () => {
  const beganAt = performance.now();
  for (const piece of ["[", '[a](x "', "[a]: ", "![", "<a:", "https://(", "[a](("]) parseLinks(piece.repeat(40_000));
  expect(performance.now() - beganAt).toBeLessThan(10_000);
});
