import { expect, test } from "vitest";
import {
  isAllowedName,
  isLocalhostName,
  isPrivateName,
  isPublicAddress,
  literalAddress,
  mayConnect,
  NO_PRIVATE_HOSTS,
  parseAllowedHosts,
} from "./address";

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "172.32.0.1",
  "100.63.255.255",
  "100.128.0.1",
  "169.253.1.1",
  "192.167.255.255",
  "2606:4700:4700::1111",
  "2001:200::1",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "2002:808:808::1",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1"],
  ...["169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1"],
  ...["198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"],
  ...["255.255.255.255", "::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"],
  ...["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::ffff:0:127.0.0.1", "::127.0.0.1", "::808:808"],
  ...["64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:c0a8:1::1", "2001::1"],
  ...["2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1", "fe80::1%eth0"],
  ...["", "localhost", "8.8.8.8.8", "8.8.8.256", "[::1]"],
])("%j is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test("no address of the private IPv4 ranges is public, wherever it is wrapped", () => {
  const wrap = [
    (a: string) => a,
    (a: string) => `::ffff:${a}`,
    (a: string) => `64:ff9b::${hex(a)}`,
    (a: string) => `2002:${hex(a)}::`,
  ];
  for (let third = 0; third < 256; third += 5) {
    for (const address of [`10.${third}.9.1`, `127.${third}.0.9`, `192.168.${third}.7`, `169.254.${third}.1`])
      for (const wrapped of wrap) expect(isPublicAddress(wrapped(address)), wrapped(address)).toBe(false);
  }
});

function hex(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

test("names that stay inside a network are told from public ones", () => {
  for (const name of [
    "localhost",
    "a.localhost",
    "LOCALHOST.",
    "printer.local",
    "db.internal",
    "nas.home.arpa",
    "intranet",
  ])
    expect(isPrivateName(name), name).toBe(true);
  for (const name of ["example.org", "local.example.org", "internal.example", "mylocalhost.org", "notlocal.net"])
    expect(isPrivateName(name), name).toBe(false);
  expect(isLocalhostName("a.b.localhost")).toBe(true);
  expect(isLocalhostName("notlocalhost")).toBe(false);
});

test("an address is recognised in the form that URLs have it", () => {
  expect(literalAddress("[::1]")).toBe("::1");
  expect(literalAddress("::1")).toBe("::1");
  expect(literalAddress("127.0.0.1")).toBe("127.0.0.1");
  expect(literalAddress("example.org")).toBeNull();
  expect(literalAddress("1.2")).toBeNull();
});

test("with no allowed host only public addresses are reached", () => {
  expect(mayConnect(NO_PRIVATE_HOSTS, { hostname: "example.org", address: "8.8.8.8", port: 443 })).toBe(true);
  expect(mayConnect(NO_PRIVATE_HOSTS, { hostname: "example.org", address: "10.0.0.1", port: 443 })).toBe(false);
});

test.each([
  ["Intranet.example", "intranet.example", "10.0.0.1", 80, true],
  ["intranet.example", "www.intranet.example", "10.0.0.1", 80, false],
  ["intranet.example:8080", "intranet.example", "10.0.0.1", 8080, true],
  ["intranet.example:8080", "intranet.example", "10.0.0.1", 80, false],
  [".odd.localhost", "a.odd.localhost", "127.0.0.1", 4000, true],
  [".odd.localhost", "odd.localhost", "127.0.0.1", 4000, false],
  [".odd.localhost:4000", "a.odd.localhost", "127.0.0.1", 4001, false],
  [".odd.localhost", "evilodd.localhost", "127.0.0.1", 4000, false],
  ["10.1.0.0/16", "anything.example", "10.1.2.3", 80, true],
  ["10.1.0.0/16", "anything.example", "10.2.2.3", 80, false],
  ["127.0.0.1", "127.0.0.1", "127.0.0.1", 80, true],
  ["127.0.0.1:8000", "a.localhost", "127.0.0.1", 8000, true],
  ["127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8001, false],
  ["::1", "[::1]", "::1", 80, true],
  ["[::1]:90", "[::1]", "::1", 90, true],
  ["[::1]:90", "[::1]", "::1", 91, false],
  ["fd00::/8", "x.example", "fd12::1", 80, true],
  ["10.0.0.0/8", "x.example", "::ffff:10.0.0.1", 80, true],
  ["a.example, ,b.example:81", "b.example", "10.0.0.1", 81, true],
] as const)("with %s allowed, a connection to %s at %s:%d: %s", (text, hostname, address, port, isAllowed) => {
  expect(mayConnect(parseAllowedHosts(text), { hostname, address, port })).toBe(isAllowed);
});

test("an allowed name is recognised without its address", () => {
  expect(isAllowedName(parseAllowedHosts("printer.local"), "PRINTER.local.", 80)).toBe(true);
  expect(isAllowedName(parseAllowedHosts("10.0.0.0/8"), "printer.local", 80)).toBe(false);
});

test.each(["http://example.org", "host:0", "host:99999", "a b", "10.0.0.0/40", "host:port", "[::1"])(
  "an allow-list with %j is refused with a sentence that names it",
  (entry) => {
    expect(() => parseAllowedHosts(`ok.example,${entry}`)).toThrow(entry);
  },
);
