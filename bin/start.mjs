/** `npm start`: installs what is missing, then starts everything. */
import { checkNode, install, runTypeScript } from "./install.mjs";
import { readStartOptions } from "./read-options.mjs";

checkNode();
const words = process.argv.slice(2);
if (readStartOptions(words) !== null) {
  await install();
  runTypeScript("bin/start.ts", words);
}
