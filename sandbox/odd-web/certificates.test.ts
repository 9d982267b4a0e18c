import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeCertificate } from "./certificates";
import { integer } from "./der";

const FROM = new Date("2026-01-01T00:00:00Z");
const TO = new Date("2027-01-01T00:00:00Z");

test("a certificate reads back with its names, its period and its issuer's signature", () => {
  const authority = makeCertificate({ subject: "A", names: ["a.example"], from: FROM, to: TO, isAuthority: true });
  const issuer = { name: "A", key: authority.privateKey };
  const wish = { subject: "b.example", names: ["b.example", "c.example"], from: FROM, to: TO, isAuthority: false };
  const read = new X509Certificate(makeCertificate({ ...wish, issuer }).cert);
  expect(read.subjectAltName).toBe("DNS:b.example, DNS:c.example");
  expect([new Date(read.validFrom), new Date(read.validTo)]).toEqual([FROM, TO]);
  expect(read.checkIssued(new X509Certificate(authority.cert))).toBe(true);
  expect(read.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
});

test.each([
  [[0x00], "020100"],
  [[0x7f], "02017f"],
  [[0x80], "02020080"],
  [[0x00, 0x00, 0x12, 0x34], "02021234"],
  [[0x00, 0xff], "020200ff"],
])("the number with bytes %j is written in its only allowed form", (bytes, hex) => {
  expect(integer(Uint8Array.from(bytes)).toString("hex")).toBe(hex);
});
