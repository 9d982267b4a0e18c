import { expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { controlClient } from "./control-client";
import { startArchive } from "./start-archive";

test("a control client in another process does what the control in this one does", async () => {
  const archive = await startArchive({ clock: { at: new Date("2026-09-16T08:00:00Z") }, controlPort: 0 });
  const control = controlClient(archive.controlUrl);
  const client = archiveClient(archive);
  expect(await control.clock()).toEqual(archive.control.clock());
  await control.configure({ "spn.durationMs": 1_000 });
  await control.setTarget({ url: "https://library.example/a", status: 404 });
  const fault = await control.arm({ name: "availability-429", count: null });
  const { json } = await client.save("https://library.example/a");
  await control.advance(1_000);
  expect((await client.jobStatus(String(json.job_id))).json).toMatchObject({ status_ext: "error:not-found" });
  expect((await client.get("/wayback/available?url=library.example")).status).toBe(429);
  await control.disarm(fault.id);
  expect((await client.get("/wayback/available?url=library.example")).status).toBe(200);
  expect(await control.requests({ path: "/wayback", after: 3 })).toHaveLength(1);
  expect(await control.jobs()).toEqual(archive.control.jobs);
  expect(await control.runs()).toEqual(archive.control.runs);
  expect(await control.audit()).toEqual(archive.control.audit());
  await control.setClock(Date.UTC(2026, 8, 17));
  await expect(control.setClock(0)).rejects.toThrow("The clock only goes forward");
  await control.reset({ seed: 3 });
  expect([archive.control.seed, await control.requests()]).toEqual([3, []]);
  await archive.close();
});

test("a control port that is taken stops the start, and leaves the other one free", async () => {
  const archive = await startArchive({ controlPort: 0 });
  const taken = Number(new URL(archive.controlUrl).port);
  const free = await startArchive();
  const port = Number(new URL(free.archiveUrl).port);
  await free.close();
  await expect(startArchive({ port, controlPort: taken })).rejects.toThrow(`Port ${taken}`);
  const again = await startArchive({ port });
  expect(again.archiveUrl).toBe(free.archiveUrl);
  await Promise.all([again.close(), archive.close()]);
});

test("a thousand requests are answered within seconds", async () => {
  const settings = { "spn.slots": 1e6, "spn.perMinute": 1e6, "spn.hostPerMinute": 1e6, "cdx.perMinute": 1e6 };
  const archive = await startArchive({ clock: { at: 0 }, settings });
  const client = archiveClient(archive);
  const before = performance.now();
  for (let page = 0; page < 350; page += 1) {
    const url = `https://library.example/${page}`;
    const { json } = await client.save(url);
    await client.batchStatus([String(json.job_id)]);
    await client.get(`/cdx/search/cdx?output=json&url=${url}`);
  }
  expect(archive.control.requests()).toHaveLength(1_050);
  expect(performance.now() - before).toBeLessThan(15_000);
  await archive.close();
});
