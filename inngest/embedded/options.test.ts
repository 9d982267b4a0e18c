import { expect, test } from "vitest";
import { parseEnvironment, parseOptions } from "./options";

const needed = {
  DATABASE_URL: "postgresql://127.0.0.1/x",
  INNGEST_SIGNING_KEY: "signkey-prod-00ff",
  INNGEST_EVENT_KEY: "k",
};

test("the environment is read with defaults, lists and numbers", () => {
  const options = parseEnvironment({
    ...needed,
    ENGINE_PORT: "8288",
    ENGINE_APP_URLS: "http://127.0.0.1:3000/api/inngest, http://127.0.0.1:3001/api/inngest",
    ENGINE_MAX_CALLS: "",
  });
  expect(options).toMatchObject({
    host: "127.0.0.1",
    port: 8288,
    appUrls: ["http://127.0.0.1:3000/api/inngest", "http://127.0.0.1:3001/api/inngest"],
    maxCalls: 200,
    retryBaseMs: 10_000,
    whenTaken: "wait",
  });
});

test("a missing or wrong variable stops the start with its name and never its value", () => {
  const start = (more: Record<string, string>) => () => parseEnvironment({ ...needed, ...more });
  expect(start({ DATABASE_URL: "" })).toThrow("DATABASE_URL");
  expect(start({ ENGINE_PORT: "many" })).toThrow("ENGINE_PORT");
  expect(start({ INNGEST_SIGNING_KEY: "secret-thing" })).toThrow("INNGEST_SIGNING_KEY: must look like signkey-prod-");
  expect(start({ INNGEST_SIGNING_KEY: "secret-thing" })).not.toThrow("secret-thing");
  expect(start({ ENGINE_APP_URLS: "localhost" })).toThrow("ENGINE_APP_URLS");
  expect(() => parseOptions({})).toThrow("The engine can't start with these options.");
});
