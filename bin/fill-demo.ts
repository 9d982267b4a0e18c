import { announce } from "@/inngest/client";
import { checksRequested } from "@/inngest/events";
import { SYSTEM } from "@/lib/actor";
import { addCollection } from "@/lib/collections/add-collection";
import { findCollection } from "@/lib/collections/find-collection";
import { importResources } from "@/lib/imports/import-resources";
import { demoResources } from "@/sandbox/odd-web/demo";

/** Fills the demo's collections with the odd web's resources, once; a collection that exists is left as people made it. */
export async function fillDemo(oddWebPort: number): Promise<void> {
  const demo = demoResources(oddWebPort);
  let hasFilled = false;
  for (const name of new Set(demo.map((resource) => resource.collection))) {
    const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    if (await findCollection(slug)) continue;
    const collection = await addCollection({ input: { slug, name }, actor: SYSTEM });
    const resources = demo.filter((resource) => resource.collection === name);
    const lines = resources.map(({ url, title }) => JSON.stringify({ url, title }));
    await importResources({
      collectionId: collection.id,
      fileName: "demo.jsonl",
      bytes: new TextEncoder().encode(lines.join("\n")),
      actor: SYSTEM,
    });
    hasFilled = true;
  }
  if (hasFilled) await announce(checksRequested.create({}));
}
