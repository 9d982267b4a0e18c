/** `npm run bench -- engine …`: prints the named figures; without a name, all of them. */
const BENCHES: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  engine: () => import("./engine"),
  checks: () => import("./checks"),
  "retry-after": () => import("./retry-after"),
  history: () => import("./history"),
  reports: () => import("./reports"),
  wayback: () => import("./wayback"),
};

const names = process.argv.slice(2);
for (const name of names.length === 0 ? Object.keys(BENCHES) : names) {
  const load = BENCHES[name];
  if (load === undefined) {
    console.error(`There is no benchmark called “${name}”. There are: ${Object.keys(BENCHES).join(", ")}.`);
    process.exit(2);
  }
  console.log(`── ${name} ──`);
  await (await load()).run();
}
process.exit(0);

export {};
