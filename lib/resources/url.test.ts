import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { parseAllowedHosts } from "@/lib/remotes/address";
import { parseResourceUrl } from "./url";

test.each([
  ["https://example.org/a", "https://example.org/a", null],
  [" example.org ", "https://example.org/", "example.org"],
  ["example.org:8080/x?y", "https://example.org:8080/x?y", "example.org:8080/x?y"],
  ["//example.org/x", "https://example.org/x", "//example.org/x"],
  ["HTTP://EXAMPLE.org/A", "http://example.org/A", "HTTP://EXAMPLE.org/A"],
  ["https://example.org", "https://example.org/", null],
  ["https://example.org:443/", "https://example.org/", "https://example.org:443/"],
  ["https://example.org/a%20b", "https://example.org/a%20b", null],
  ["https://example.org/a b", "https://example.org/a%20b", "https://example.org/a b"],
  ["https://example.org/a%2Fb%252F", "https://example.org/a%2Fb%252F", null],
  ["https://example.org/100%", "https://example.org/100%", null],
  ["https://example.org/?b=2&a=1&b=1", "https://example.org/?b=2&a=1&b=1", null],
  ["https://example.org/?q=a+b%2Bc", "https://example.org/?q=a+b%2Bc", null],
  ["https://example.org/a#part", "https://example.org/a", "https://example.org/a#part"],
  ["https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9", "https://bücher.example/é"],
  ["\u00a0\ufeffhttps://example.org/a\u200b\n", "https://example.org/a", null],
  ["https://[2606:4700::1111]/", "https://[2606:4700::1111]/", null],
  ["http://0x08080808/", "http://8.8.8.8/", "http://0x08080808/"],
])("%j is requested as %s", (typed, url, urlAsTyped) => {
  expect(parseResourceUrl(typed)).toMatchObject({ url, urlAsTyped });
});

test.each([
  ["", /Enter a web address/],
  [" \u200b\n", /Enter a web address/],
  ["file:///etc/passwd", /not "file:"/],
  ["javascript:alert(1)", /not "javascript:"/],
  ["ftp://example.org", /not "ftp:"/],
  ["mailto:a@example.org", /not "mailto:"/],
  ["data:text/html,x", /not "data:"/],
  ["http:example.org", /two slashes/],
  ["http:/example.org", /two slashes/],
  ["https:///example.org", /two slashes/],
  ["https://", /two slashes/],
  ["https:", /two slashes/],
  ["https://?q", /two slashes/],
  ["https://exa mple.org/", /can't be read/],
  ["https://example.org:99999/", /can't be read/],
  ["https://exa%00mple.org/", /can't be read/],
  ["https://example.org:0/", /name or port/],
  ["https://example..org/", /name or port/],
  [`https://${"a".repeat(64)}.org/`, /name or port/],
  ["https://example.org/\u0000", /control character/],
  ["https://example.org/a\nb", /control character/],
  ["https://exam\tple.org/", /control character/],
  ["https://example.org/\u0085x", /control character/],
  [`https://example.org/${"a".repeat(3_000)}`, /longer than 2048/],
  [`https://example.org/${"é".repeat(400)}`, /longer than 2048/],
  [`https://example.org/#${"a".repeat(9_000)}`, /longer than 2048/],
  ["https://user:secret@example.org/", /user name or password/],
  ["someone@example.org", /user name or password/],
  ["hello", /no full host name/],
  ["http://localhost/", /private or local/],
  ["http://localhost:3000", /private or local/],
  ["a.localhost", /private or local/],
  ["http://printer.local/", /private or local/],
  ["http://db.internal./", /private or local/],
  ["http://127.0.0.1/", /private or local/],
  ["http://127.1/", /private or local/],
  ["http://2130706433/", /private or local/],
  ["http://0x7f.0.0.1/", /private or local/],
  ["http://0177.0.0.1/", /private or local/],
  ["http://169.254.169.254/latest/meta-data", /private or local/],
  ["http://[::1]/", /private or local/],
  ["http://[::ffff:10.0.0.1]/", /private or local/],
  ["http://10.0.0.1:8080/", /private or local/],
  ["http://①②⑦.0.0.1/", /private or local/],
])("%j is refused with a sentence at the field", (typed, sentence) => {
  expect(refusalOf(typed)).toMatch(sentence);
});

test("a private host is accepted where the operator allowed it, and only there", () => {
  const allowed = parseAllowedHosts(".odd.localhost:4000, 127.0.0.1:4001, intranet, 10.0.0.0/8");
  for (const typed of [
    "http://a.odd.localhost:4000/",
    "http://127.0.0.1:4001",
    "http://b.localhost:4001/",
    "https://intranet/x",
    "http://10.1.2.3/",
  ])
    expect(() => parseResourceUrl(typed, allowed), typed).not.toThrow();
  for (const typed of [
    "http://a.odd.localhost:4001x/",
    "http://127.0.0.1:4002",
    "http://printer.local/",
    "http://192.168.0.1/",
  ])
    expect(() => parseResourceUrl(typed, allowed), typed).toThrow(AppError);
});

test.each([
  ["http://example.org/", "https://www.example.org"],
  ["https://example.org/a/", "http://WWW.EXAMPLE.org:80/a"],
  ["https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"],
  ["https://example.org/%7Euser", "https://example.org/~user"],
  ["https://example.org/a#x", "https://example.org/a"],
  ["https://example.org./a", "https://www2.example.org/a"],
])("%s and %s share their key", (one, other) => {
  expect(parseResourceUrl(one).urlKey).toBe(parseResourceUrl(other).urlKey);
});

test.each([
  ["https://example.org/a", "https://example.org/b"],
  ["https://example.org/a", "https://example.com/a"],
  ["https://example.org/a?x=1", "https://example.org/a?x=2"],
  ["https://example.org/", "https://example.org:8443/"],
  ["https://example.org/a%2Fb", "https://example.org/a/b"],
  ["https://www.org/", "https://www.www.org/x"],
])("%s and %s have keys of their own", (one, other) => {
  expect(parseResourceUrl(one).urlKey).not.toBe(parseResourceUrl(other).urlKey);
});

test("the key reads from the top of the name down, and names host and port", () => {
  expect(parseResourceUrl("https://www.data.example.org:8443/A/?b=1")).toMatchObject({
    urlKey: "org,example,data:8443)/a?b=1",
    host: "www.data.example.org:8443",
  });
});

test("whatever is accepted is stable, ASCII, short and without fragment or control characters", () => {
  const random = seeded(20260301);
  const alphabet = [..."abcXYZ019/?#&=%.:@[]\\ éß漢\u0000\t\u200d'\"<>{}|^`~-_+;,🎈"];
  let accepted = 0;
  for (let round = 0; round < 5_000; round++) {
    const tail = Array.from(
      { length: Math.floor(random() * 40) },
      () => alphabet[Math.floor(random() * alphabet.length)],
    );
    const typed = `${random() < 0.5 ? "https://example.org/" : ""}${tail.join("")}`;
    const first = attempt(typed);
    if (!first) continue;
    accepted += 1;
    expect(first.url).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
    expect(first.url).not.toContain("#");
    expect(first.url.length).toBeLessThanOrEqual(2_048);
    expect(attempt(first.url)).toEqual({ ...first, urlAsTyped: null });
  }
  expect(accepted).toBeGreaterThan(1_000);
});

function attempt(typed: string) {
  try {
    return parseResourceUrl(typed);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function refusalOf(typed: string): string {
  try {
    parseResourceUrl(typed);
  } catch (error) {
    if (error instanceof AppError && error.code === "INVALID") return error.fields?.url ?? "no field";
    throw error;
  }
  return "accepted";
}

/** Small linear congruential generator, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
