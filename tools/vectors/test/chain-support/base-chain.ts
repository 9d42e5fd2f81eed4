import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { type Blockchain, createBlockchain, sqliteStores, type Verifier } from '@salvia/blockchain';
import { FullBlock, type NetworkFile } from '@salvia/protocol';
import { NOW_MS } from './network.ts';

/** Makes one chain, then copies of it: each has its blocks and nothing else. For use in a `describe`. */
export function baseChain(network: NetworkFile, pool: Verifier) {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-vectors-'));
  const base = join(folder, 'base.sqlite');
  const copy = join(folder, 'copy.sqlite');
  let chain: Blockchain | undefined;

  const open = (path: string): Promise<Blockchain> =>
    createBlockchain({ ...network, stores: sqliteStores({ path }), pool });

  afterAll(async () => {
    await chain?.close();
    rmSync(folder, { recursive: true });
  });

  return {
    /** The chain that all others are copies of, from its blocks (genesis left out). Gives its state before it closes. */
    async make<T>(blocks: readonly Uint8Array[], look: (chain: Blockchain) => T): Promise<T> {
      const first = await open(base);
      for (const bytes of blocks) {
        const { result } = await first.receiveBlock(FullBlock.decode(bytes), NOW_MS);
        if (!result.startsWith('ADDED')) throw new Error(`a block of the base is not added: ${result}`);
      }
      const seen = look(first);
      await first.close();
      return seen;
    },
    async fresh(): Promise<Blockchain> {
      await chain?.close();
      copyFileSync(base, copy);
      chain = await open(copy);
      return chain;
    },
  };
}
