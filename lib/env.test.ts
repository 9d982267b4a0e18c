import { expect, test } from "vitest";
import { parseEnv } from "./env";

test("an empty environment gives the defaults", () => {
  expect(parseEnv({})).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    HOLDFAST_SANDBOX: false,
    ARCHIVE_WEB_URL: "https://web.archive.org",
  });
});

test("an empty variable counts as not set", () => {
  expect(parseEnv({ PORT: "", DATABASE_URL: "" })).toEqual(parseEnv({}));
});

test.each([
  ["PORT", "eighty"],
  ["DATABASE_URL", "mysql://secret@host/db"],
  ["INNGEST_SIGNING_KEY", "signkey-prod-abc"],
  ["ADMIN_PASSWORD", "short"],
  ["APP_URL", "not a url"],
])("a wrong %s stops the start with a sentence that names it and not its value", (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`wrong value.*${name}`));
  expect(() => parseEnv({ [name]: value })).not.toThrow(value);
});

test("the sentence says what would be right", () => {
  expect(() => parseEnv({ PORT: "eighty" })).toThrow("The environment has a wrong value. PORT: Must be a number");
});

test("one key of archive.org without the other stops the start", () => {
  expect(() => parseEnv({ ARCHIVE_ACCESS_KEY: "access" })).toThrow("ARCHIVE_SECRET_KEY");
  expect(parseEnv({ ARCHIVE_ACCESS_KEY: "access", ARCHIVE_SECRET_KEY: "secret" }).ARCHIVE_ACCESS_KEY).toBe("access");
});
