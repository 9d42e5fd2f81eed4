// A process that receives blocks and sends payments until it is killed: the compiled package, as a service would run it.
// Arguments: the wallet's file, the network file, and after how many new addresses it ends itself, in the middle of the
// transaction that makes them (0: never). What is done is announced on a line each.
import { createHash } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { parseNetworkFile } from '@salvia/protocol';
import { createKeyRing, openWallet } from '../../dist/index.js';

const [path, networkFile, addresses] = process.argv.slice(2);
const network = parseNetworkFile(JSON.parse(readFileSync(networkFile, 'utf8')));
const ring = createKeyRing(new Uint8Array(32).fill(7), 'mainnet');
const hash = (text) => Uint8Array.from(createHash('sha256').update(text).digest());

let left = Number(addresses);
const keys = {
  ...ring,
  key: (index) => {
    if (wallet !== undefined && !wallet.ownsPuzzleHash(ring.key(index).puzzleHash)) {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    }
    return ring.key(index);
  },
};

let wallet;
wallet = await openWallet({ path, network, keys, now: Date.now });
for (let round = 0; round < 40; round++) {
  const parent = wallet.head();
  const height = parent.height + 1;
  const header = {
    ...parent,
    height,
    headerHash: hash(`header ${height}`),
    prevHeaderHash: parent.headerHash,
    weight: parent.weight + 10n,
  };
  const coin = {
    parentCoinInfo: hash(`parent ${height}`),
    puzzleHash: wallet.address(height).puzzleHash,
    amount: 9000n,
  };
  await wallet.receive([{ header, additions: [coin], removals: [] }]);
  writeSync(1, `block ${height}\n`);
  const { id } = await wallet.send({ outputs: [{ puzzleHash: hash('a stranger'), amount: 5000n }] });
  writeSync(1, `sent ${Buffer.from(id).toString('hex')}\n`);
}
await wallet.close();
