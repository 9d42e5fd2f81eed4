import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, sqliteStores } from '@salvia/blockchain';
import { FullBlock, networkFileToJson } from '@salvia/protocol';
import { readVector } from '../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenChain } from './chain-support/shapes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'salvia-example-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The README's first example, which has no types in it, so that Node runs it as it stands. */
function example(): string {
  const readme = readFileSync(join(root, 'packages', 'blockchain', 'README.md'), 'utf8');
  const code = /^```ts\n(.*?)^```$/ms.exec(readme)?.[1];
  if (code === undefined) throw new Error('the README has no example');
  return code;
}

test("the example of the blockchain's README replays a chain that was exported to a file", async () => {
  const { constants, blocks } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const main = blocks.filter(({ id }) => /^(G|M[1-9])$/.test(id));
  const network = recordedNetwork(constants);
  const path = join(folder, 'node.sqlite');
  const pool = recordedVerifier(network);
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path }), pool });
  for (const { bytes } of main) await chain.receiveBlock(FullBlock.decode(hexToBytes(bytes)), NOW_MS);
  await chain.close();

  const run = (...argv: readonly string[]): string =>
    execFileSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  writeFileSync(join(folder, 'network.json'), JSON.stringify(networkFileToJson(network)));
  const salvia = join(root, 'tools', 'cli', 'bin', 'salvia.mjs');
  const exported = JSON.parse(run(salvia, 'db', 'export', path, '--out', 'chain.bin', '--json'));
  expect(exported).toMatchObject({ blocks: main.length, height: main.length - 1 });

  writeFileSync(join(folder, 'replay.mjs'), example());
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  expect(run('replay.mjs')).toBe('tips [ 9, 8, 7 ] LCA 7\n');
}, 60_000);
