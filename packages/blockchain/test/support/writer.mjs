// A process that adds blocks to a chain until it is killed: the compiled package, as a service would run it.
// Arguments: the database, a JSON file with the network and the blocks, and after how many changes of the stores it ends
// itself, in the middle of a transaction (0: never). Each addition is announced on a line.
import { createHash } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { FullBlock } from '@salvia/protocol';
import { createBlockchain, inlineVerifier, sqliteStores } from '../../dist/index.js';

const [database, input, changes] = process.argv.slice(2);
const { network, blocks, nowMs } = JSON.parse(readFileSync(input, 'utf8'), (_key, value) =>
  typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
);
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
// Proofs were checked by whoever made the list; programs and signatures are checked here.
const quality = (proof) => Uint8Array.from(createHash('sha256').update(proof).digest());
const proofs = { proofOfSpace: async ({ proof }) => quality(proof), proofOfTime: async () => true };
const pool = { ...inlineVerifier(network), ...proofs };

let left = Number(changes);
function mortal(store, names) {
  const counted = names.map((name) => [
    name,
    (...args) => {
      const result = store[name](...args);
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return result;
    },
  ]);
  return { ...store, ...Object.fromEntries(counted) };
}
const opened = await sqliteStores({ path: database });
const stores = {
  ...opened,
  headers: mortal(opened.headers, ['add']),
  blocks: mortal(opened.blocks, ['add']),
  heads: mortal(opened.heads, ['save']),
  coins: mortal(opened.coins, ['apply', 'rollBack']),
};

const chain = await createBlockchain({ ...network, stores, pool });
for (const { id, block } of blocks) {
  const { result, error } = await chain.receiveBlock(FullBlock.decode(bytes(block)), nowMs);
  if (result === 'INVALID_BLOCK' || result === 'DISCONNECTED_BLOCK') throw new Error(`${id}: ${result} ${error}`);
  writeSync(1, `${id}\n`);
}
await chain.close();
