// A process that adds blocks to a chain until it is killed: the compiled package, as a service would run it.
// Arguments: the database, and a JSON file with the network and the blocks. Each addition is announced on a line.
import { readFileSync, writeSync } from 'node:fs';
import { FullBlock } from '@salvia/protocol';
import { createBlockchain, sqliteStores } from '../../dist/index.js';

const [database, input] = process.argv.slice(2);
const { network, blocks, nowMs } = JSON.parse(readFileSync(input, 'utf8'), (_key, value) =>
  typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
);
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
// The proofs were checked by whoever made the list.
const verifier = {
  proofOfSpace: async () => null,
  proofOfTime: async () => false,
  signature: async () => true,
};
const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: database }), pool: verifier });
for (const { id, block, qualityString } of blocks) {
  const preValidated = { qualityString: bytes(qualityString), proofOfTime: true };
  const { result, error } = await chain.receiveBlock(FullBlock.decode(bytes(block)), nowMs, { preValidated });
  if (result === 'INVALID_BLOCK' || result === 'DISCONNECTED_BLOCK') throw new Error(`${id}: ${result} ${error}`);
  writeSync(1, `${id}\n`);
}
await chain.close();
