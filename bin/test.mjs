/** `npm test`: installs what is missing, then format, lint, types, unit, integration and browser tests. */
import { checkNode, install, runTypeScript } from "./install.mjs";

checkNode();
await install();
runTypeScript("bin/test.ts", process.argv.slice(2));
