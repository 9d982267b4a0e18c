/** `node bin/run.mjs program.ts …`: installs what is missing, then runs one of our programs. */
import { checkNode, install, runTypeScript } from "./install.mjs";

const [program, ...args] = process.argv.slice(2);
checkNode();
await install();
runTypeScript(program, args);
