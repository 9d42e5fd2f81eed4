import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { type Blockchain, createBlockchain, heaviestTip, inlineVerifier, sqliteStores } from '@salvia/blockchain';
import { FullBlock, headerHash } from '@salvia/protocol';
import { readNetworkFile } from '@salvia/service';
import { CliError } from '../cli-error.ts';
import type { ExportDbOptions } from '../commands/db.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { createDbProgress } from './progress.ts';
import { databaseOf } from './target.ts';

/** Writes the blocks from genesis to the heaviest tip into a file, as a list of `FullBlock`. */
export async function exportChain(
  terminal: Terminal,
  file: string | undefined,
  options: ExportDbOptions,
): Promise<void> {
  const path = databaseOf(file, options);
  const { out } = options;
  // Opening a database that is not there would make one.
  if (!existsSync(path)) throw new CliError('FAILED', `there is no ${path}`);
  if (existsSync(out)) throw new CliError('USAGE', `${out} exists already`);
  const network = readNetworkFile(options.network);
  const progress = await createDbProgress(terminal);
  // A chain that is only opened has nothing checked.
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path }), pool: inlineVerifier(network) });
  const temporary = `${out}.tmp`;
  try {
    const hashes = chain.headerHashesTo(headerHash(heaviestTip(chain))) ?? [];
    await writeBlocks(chain, hashes, temporary, (done) =>
      progress.report({ phase: 'export', done, total: hashes.length }),
    );
    await rename(temporary, out);
    const result = { path: out, blocks: hashes.length, height: hashes.length - 1 };
    printResult(terminal, options, result, () =>
      formatFields([
        ['file', out],
        ['blocks', String(hashes.length)],
      ]),
    );
  } finally {
    await rm(temporary, { force: true });
    progress.stop();
    await chain.close();
  }
}

/** A list is the number of its elements, in four bytes, and then those; one block is in memory at a time. */
async function writeBlocks(
  chain: Blockchain,
  hashes: readonly Uint8Array[],
  path: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const output = await open(path, 'w');
  try {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(hashes.length);
    await output.appendFile(count);
    for (const [at, hash] of hashes.entries()) {
      const block = await chain.block(hash);
      if (block === null) throw new CliError('INVALID', `block ${at} is missing; try "salvia db check"`);
      await output.appendFile(FullBlock.encode(block));
      onProgress(at + 1);
    }
    await output.sync();
  } finally {
    await output.close();
  }
}
