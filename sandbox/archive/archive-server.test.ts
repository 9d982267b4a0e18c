import { afterEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { archiveClient } from "./archive-client";

let sandbox: Sandbox | undefined;

async function start(settings: Record<string, unknown> = {}) {
  sandbox = await startSandbox({
    speed: 0,
    settings: { "spn.durationMs": 20_000, "spn.slotReleaseMs": 5_000, ...settings },
  });
  return { sandbox, client: archiveClient(sandbox) };
}

afterEach(() => sandbox?.close());

test("a submitted page is pending, then a success, and its capture is found once the index has caught up", async () => {
  const { sandbox, client } = await start({ "index.lagMs": 30_000 });
  const accepted = await client.save("https://library.example/guide");
  expect(accepted.status).toBe(200);
  expect(accepted.contentType).toBe("application/json");
  expect(accepted.json).toEqual({
    url: "https://library.example/guide",
    job_id: expect.stringMatching(/^spn2-[0-9a-f]{40}$/),
  });
  const jobId = String(accepted.json.job_id);

  expect((await client.jobStatus(jobId)).json).toEqual({ status: "pending", job_id: jobId, resources: [] });
  sandbox.control.advance(20_000);
  const { json: done } = await client.jobStatus(jobId);
  expect(done).toMatchObject({
    status: "success",
    job_id: jobId,
    http_status: 200,
    duration_sec: 20,
    first_archive: true,
  });
  const snapshot = `/web/${done.timestamp}/${done.original_url}`;
  expect((await client.get(snapshot)).status).toBe(404);
  expect((await client.get("/cdx/search/cdx?output=json&url=https://library.example/guide")).text).toBe("[]");

  sandbox.control.advance(30_000);
  const page = await client.get(snapshot);
  expect(page.status).toBe(200);
  expect(page.headers.get("memento-datetime")).not.toBeNull();
  expect(page.text).toContain("https://library.example/guide");
  const rows = (await client.get("/cdx/search/cdx?output=json&fl=timestamp,statuscode&url=library.example/guide")).json;
  expect(rows).toEqual([
    ["timestamp", "statuscode"],
    [done.timestamp, "200"],
  ]);
  const { json: available } = await client.get("/wayback/available?url=library.example/guide");
  expect(available).toMatchObject({
    archived_snapshots: {
      closest: { status: "200", url: `http://web.archive.org${snapshot}`, timestamp: done.timestamp },
    },
  });
});
