// A process that bans one address and waits to be killed: the compiled package, as a service would run it.
import { writeSync } from 'node:fs';
import { createBanStore } from '../../dist/index.js';

const [path] = process.argv.slice(2);
const log = { debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };
const store = await createBanStore({ path, log });
store.ban('host 9.9.9.9', 86_400, 'INVALID_BODY');
writeSync(1, 'banned\n');
setInterval(() => undefined, 1000);
