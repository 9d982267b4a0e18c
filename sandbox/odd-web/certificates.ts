import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { bits, implicit, integer, octets, oid, sequence, setOf, tagged, truth, utcTime, utf8 } from "./der";
import { ODD_SUFFIX } from "./way";

const DAY_MS = 86_400_000;

/** Names in RFC 5280 and RFC 5758. */
const OID = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
};

interface Issuer {
  name: string;
  key: KeyObject;
}

interface CertificateWish {
  subject: string;
  /** DNS names it is good for. */
  names: readonly string[];
  from: Date;
  to: Date;
  isAuthority: boolean;
  /** Itself when absent. */
  issuer?: Issuer;
}

/** An X.509 certificate with a fresh P-256 key, both as PEM, and the key itself to issue others. */
export function makeCertificate(wish: CertificateWish): { cert: string; key: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = wish.issuer ?? { name: wish.subject, key: privateKey };
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const contents = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomBytes(8)),
    algorithm,
    distinguishedName(issuer.name),
    sequence(utcTime(wish.from), utcTime(wish.to)),
    distinguishedName(wish.subject),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(3, sequence(constraints(wish.isAuthority), alternativeNames(wish.names))),
  );
  const signature = sign("sha256", contents, issuer.key);
  const certificate = sequence(contents, algorithm, bits(signature));
  return {
    cert: toPem(certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    privateKey,
  };
}

function distinguishedName(name: string): Buffer {
  return sequence(setOf(sequence(oid(OID.commonName), utf8(name))));
}

function constraints(isAuthority: boolean): Buffer {
  return sequence(oid(OID.basicConstraints), truth(), octets(sequence(...(isAuthority ? [truth()] : []))));
}

function alternativeNames(names: readonly string[]): Buffer {
  return sequence(oid(OID.subjectAltName), octets(sequence(...names.map((name) => implicit(2, name)))));
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function makeAuthority(subject: string, from: Date, to: Date): [{ cert: string }, Issuer] {
  const made = makeCertificate({ subject, names: ["authority.odd.localhost"], from, to, isAuthority: true });
  return [made, { name: subject, key: made.privateKey }];
}

/** What the https hosts of the odd web show, by host label, and the authority that visitors may choose to trust. */
export function makeHostCertificates(now: Date) {
  const in10Days = new Date(now.getTime() + 10 * DAY_MS);
  const ago10Days = new Date(now.getTime() - 10 * DAY_MS);
  const in20Days = new Date(now.getTime() + 20 * DAY_MS);
  const ago20Days = new Date(now.getTime() - 20 * DAY_MS);
  const [authority, issuer] = makeAuthority("Odd Web Authority", ago20Days, in20Days);
  const [, unknown] = makeAuthority("Authority of Nobody", ago20Days, in20Days);
  const own = (label: string, from: Date, to: Date, more: { issuer?: Issuer; name?: string } = {}) => {
    const name = more.name ?? `${label}${ODD_SUFFIX}`;
    const wish = { subject: name, names: [name], from, to, isAuthority: false };
    const { cert, key } = makeCertificate(more.issuer ? { ...wish, issuer: more.issuer } : wish);
    return createSecureContext({ cert, key });
  };
  const contexts: Record<string, SecureContext> = {
    expired: own("expired", ago20Days, ago10Days),
    "not-yet-valid": own("not-yet-valid", in10Days, in20Days),
    "wrong-name": own("wrong-name", ago10Days, in10Days, { issuer, name: "somebody-else.odd.localhost" }),
    "self-signed": own("self-signed", ago10Days, in10Days),
    "unknown-issuer": own("unknown-issuer", ago10Days, in10Days, { issuer: unknown }),
    trusted: own("trusted", ago10Days, in10Days, { issuer }),
  };
  return { contexts, authorityPem: authority.cert };
}
