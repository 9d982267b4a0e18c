#!/usr/bin/env node
/** `npx holdfast <noun> <verb>`: the command line. */
import { checkNode, install, runTypeScript } from "./install.mjs";

checkNode();
await install();
runTypeScript("bin/holdfast.ts", process.argv.slice(2));
