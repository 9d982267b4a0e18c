/** `npm test`: installs what is missing, then format, lint, types, unit, integration and browser tests. */
import { checkNode, install, runTypeScript } from "./install.mjs";
import { readTestOptions } from "./read-options.mjs";

checkNode();
const words = process.argv.slice(2);
if (readTestOptions(words) !== null) {
  await install();
  runTypeScript("bin/test.ts", words);
}
