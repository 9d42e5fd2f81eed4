import { type PackedList, sameBytes } from '@salvia/streamable';
import type { PeerId } from './download.ts';
import { type HashListLimits, type HashListOptions, hasHole } from './hash-list.ts';
import { headerOf, walkBack } from './hash-walk.ts';

export type PagesOptions = HashListOptions & { readonly limits: HashListLimits };

/** A height whose hash is known: a page can begin there. */
interface Known {
  readonly height: number;
  readonly hash: Uint8Array;
}

/**
 * What came of a page: there may be more after it; it was the last one; the peer's main chain does not have the block that
 * it was to begin at; or the peer is of no use.
 */
type PageResult = 'MORE' | 'LAST' | 'OTHER_CHAIN' | 'USELESS';

/**
 * Gets a list that is too long for one message from one peer ("Long chains"): pages of the peer's main chain, then headers
 * from the target back to where they meet the pages. @returns whether the list is complete
 */
export async function fetchPages(options: PagesOptions, peer: PeerId): Promise<boolean> {
  for (const start of starts(options)) {
    const result = await pagesFrom(options, peer, start);
    if (result === 'USELESS') return false;
    if (result === 'LAST') return walkBack(options, peer);
  }
  return false;
}

/** Where as much as possible is known: after the hashes of an earlier run, at our LCA, or at genesis. */
function starts({ chain, target }: PagesOptions): Known[] {
  const { sync } = chain;
  const last = Math.min(sync.hashCount - 1, target.height);
  const kept = hasHole(chain) ? undefined : sync.hash(last);
  const own = [Math.min(chain.lca().data.height, target.height), 0];
  return [
    ...(kept === undefined ? [] : [{ height: last, hash: kept }]),
    ...own.flatMap((height) => {
      const hash = chain.hashAtHeight(height);
      return hash === null ? [] : [{ height, hash }];
    }),
  ];
}

/** Pages from a known height on, to the last one. */
async function pagesFrom(options: PagesOptions, peer: PeerId, start: Known): Promise<PageResult> {
  let known = start;
  let result = await fetchPage(options, peer, known);
  while (result === 'MORE') {
    known = lastOf(options);
    result = await fetchPage(options, peer, known);
    // The peer's chain was reorganised meanwhile: the walk from the target shows where.
    if (result === 'OTHER_CHAIN') return 'LAST';
  }
  return result;
}

function lastOf({ chain: { sync } }: PagesOptions): Known {
  const height = sync.hashCount - 1;
  return { height, hash: sync.hash(height) as Uint8Array };
}

async function fetchPage(options: PagesOptions, peer: PeerId, known: Known): Promise<PageResult> {
  const { questions, blame, signal } = options;
  if (signal?.aborted) return 'USELESS';
  const challenge = await challengeAt(options, peer, known);
  if (challenge === 'REFUSED') return 'OTHER_CHAIN';
  if (challenge === 'USELESS') return 'USELESS';
  const hashes = await questions.headerHashesAfter(peer, known.height, challenge);
  if (hashes === 'SILENT') return 'USELESS';
  if (hashes === 'REFUSED') return 'OTHER_CHAIN';
  const first = hashes.at(0);
  if (first !== undefined && sameBytes(first, known.hash)) return keep(options, known, hashes);
  // Two blocks of one height can answer the same challenge, so the peer's may honestly be another one than ours; but
  // there is one genesis.
  if (first !== undefined && known.height > 0) return 'OTHER_CHAIN';
  blame(peer, 'INVALID_PROTOCOL_MESSAGE', { function: 'respond_all_header_hashes_after', count: hashes.length });
  return 'USELESS';
}

function keep({ chain, target, limits }: PagesOptions, { height }: Known, hashes: PackedList<Uint8Array>): PageResult {
  const { sync } = chain;
  // What is there of another chain ends below: the table has no gaps.
  if (height > sync.hashCount) sync.addHashes(0, []);
  sync.addHashes(height, [...hashes].slice(0, target.height - height + 1));
  return hashes.length < limits.page || sync.hashCount > target.height ? 'LAST' : 'MORE';
}

/** What the block at a known height answered: from our chain, or from the header block that its hash names. */
async function challengeAt(options: PagesOptions, peer: PeerId, { height, hash }: Known) {
  const block = (await options.chain.headerBlock(hash)) ?? (await headerOf(options, peer, height, hash));
  return typeof block === 'string' ? block : block.proofOfSpace.challengeHash;
}
