/** `npm start`: installs what is missing, then starts everything. */
import { checkNode, install, runTypeScript } from "./install.mjs";

checkNode();
await install();
runTypeScript("bin/start.ts", process.argv.slice(2));
