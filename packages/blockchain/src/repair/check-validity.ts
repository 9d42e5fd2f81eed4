import { bytesToHex } from '@noble/hashes/utils.js';
import type { Constants } from '@salvia/protocol';
import { type Blockchain, createBlockchain } from '../chain/index.ts';
import { type ChainStores, CoinChanges } from '../store/index.ts';
import { createFacts } from './facts.ts';
import type { Findings } from './finding.ts';
import type { FullCheck, RepairNetwork } from './options.ts';
import type { OnProgress } from './progress.ts';
import { replayBlocks, type StoredBlock } from './replay.ts';
import type { Raw } from './rows.ts';
import { readChanges } from './stored-block.ts';

/** Every block once more by all rules, proofs and programs included, and what they give compared with what is recorded. */
export async function checkValidity(
  raw: Raw,
  network: RepairNetwork & { readonly constants: Constants },
  { pool, stores, nowMs }: FullCheck & { readonly stores: ChainStores },
  findings: Findings,
  onProgress: OnProgress,
): Promise<void> {
  const chain = await createBlockchain({ ...network, stores, pool });
  const facts = createFacts(raw);
  try {
    await replayBlocks({
      raw,
      chain,
      nowMs,
      onProgress,
      observer: {
        before: (stored) => {
          const recorded = facts(stored.id)?.minIters;
          const wanted = chain.nextMinIters(stored.block.header.data.prevHeaderHash);
          if (recorded !== undefined && recorded !== wanted)
            findings.add('HEADER_DISAGREES', `header ${stored.id}: minIters ${recorded}, should be ${wanted}`);
        },
        after: async (stored, result) => {
          const where = `block ${stored.id} at height ${stored.height}`;
          if (result.result === 'INVALID_BLOCK')
            findings.add('BLOCK_INVALID', `${where}: ${result.error} (${result.check})`);
          else await compareChanges(chain, stored, findings);
        },
        // Was found before, where each block is read.
        unreadable: () => undefined,
        disconnected: ({ id, height }) => findings.add('BLOCK_DISCONNECTED', `block ${id} at height ${height}`),
      },
    });
  } finally {
    await chain.close();
  }
}

async function compareChanges(chain: Blockchain, stored: StoredBlock, findings: Findings): Promise<void> {
  const recorded = readChanges(stored.row);
  if ('unreadable' in recorded) return;
  const effects = await chain.blockCoins(Uint8Array.from(Buffer.from(stored.hash, 'hex')));
  const wanted =
    effects && bytesToHex(CoinChanges.encode({ additions: effects.additions, removals: effects.removals }));
  if (bytesToHex(CoinChanges.encode(recorded.value)) !== wanted)
    findings.add('CHANGES_DISAGREE', `block ${stored.id} at height ${stored.height}`);
}
