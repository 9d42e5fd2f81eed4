import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { FullBlock, networkFileToJson } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { readVector } from '../src/index.ts';
import { recordedNetwork } from './chain-support/network.ts';
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

test("the example of the blockchain's README replays a recorded chain from a file", () => {
  const { constants, blocks } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const main = blocks
    .filter(({ id }) => /^(G|M[1-9])$/.test(id))
    .map(({ bytes }) => FullBlock.decode(hexToBytes(bytes)));
  writeFileSync(join(folder, 'network.json'), JSON.stringify(networkFileToJson(recordedNetwork(constants))));
  writeFileSync(join(folder, 'chain.bin'), list(FullBlock).encode(main));
  writeFileSync(join(folder, 'replay.mjs'), example());
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const printed = execFileSync(process.execPath, ['replay.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(printed).toBe('tips [ 9, 8, 7 ] LCA 7\n');
}, 60_000);
