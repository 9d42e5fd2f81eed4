import type { ChainStores, SyncStore } from '../../src/store/index.ts';
import { unpackHeaders } from '../../src/store/index.ts';

/** All that stores answer, for comparing them with others or with themselves at another time. */
export function everythingIn({ headers, blocks, heads, coins, unfinished, sync }: ChainStores): object {
  const summaries = [...headers.pages()].flatMap(unpackHeaders);
  const stored = summaries.map(({ id, height }) => {
    const hashes = headers.proofHashes(id);
    return {
      hashes,
      atHeight: headers.idsAtHeight(height),
      answering: hashes && headers.idsAnswering(hashes.challengeHash),
      block: blocks.block(id),
      changes: blocks.changes(id),
    };
  });
  const records = [...coins.all()];
  const puzzleHashes = records.map(({ coin }) => coins.withPuzzleHash(coin.puzzleHash));
  const heights = { headers: headers.count(), coins: coins.count(), top: coins.height() };
  return {
    summaries,
    stored,
    heads: heads.load(),
    records,
    puzzleHashes,
    heights,
    unfinished: unfinished.list(),
    sync: syncOf(sync),
  };
}

/** Of blocks only their number, and that of the sample: a sync asks for them by hash. */
function syncOf(sync: SyncStore): object {
  const hashes = Array.from({ length: sync.hashCount }, (_, height) => sync.hash(height));
  return { target: sync.target(), hashes, blocks: sync.blockCount };
}
