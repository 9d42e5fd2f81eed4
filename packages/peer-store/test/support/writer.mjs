// A process that fills a peer store until it is killed: the compiled package, as a service would run it.
// Arguments: the database, and a JSON file with batches of what happens. Each saved batch is announced on a line.
import { readFileSync, writeSync } from 'node:fs';
import { openDatabase } from '@salvia/database';
import { createPeerStore, peerMigrations } from '../../dist/index.js';

const [path, input] = process.argv.slice(2);
const { batches, nowMs, secret } = JSON.parse(readFileSync(input, 'utf8'));
const db = await openDatabase({ path, migrations: peerMigrations });
const clock = { now: () => nowMs, after: () => () => undefined };
// The same secret in every process; nothing else of the batches is left to chance.
const random = (length) => (length === 32 ? Uint8Array.from(Buffer.from(secret, 'hex')) : new Uint8Array(length));
const log = { debug: () => undefined, error: console.error };
const store = await createPeerStore({ db, clock, random, log }, { privateAddresses: false });
for (const { id, heard, good, failed } of batches) {
  for (const { host, port, timestamp, source } of heard) {
    store.add([{ host, port, timestamp: BigInt(timestamp) }], { source });
  }
  for (const address of good) store.markTried(address);
  for (const address of failed) store.markAttempted(address);
  await store.save();
  writeSync(1, `${id}\n`);
}
await db.close();
