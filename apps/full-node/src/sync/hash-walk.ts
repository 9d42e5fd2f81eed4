import { type HeaderBlock, proofOfSpaceHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { PeerId } from './download.ts';
import { type HashListOptions, syncHashes } from './hash-list.ts';
import type { PagesOptions } from './hash-pages.ts';

/** The header block of a hash, with the proof of space that the header commits to; or what its absence says of the peer. */
export async function headerOf(
  { questions, blame }: Pick<HashListOptions, 'questions' | 'blame'>,
  peer: PeerId,
  height: number,
  hash: Uint8Array,
): Promise<HeaderBlock | 'REFUSED' | 'USELESS'> {
  const block = await questions.headerBlock(peer, height, hash);
  if (block === 'REFUSED') return 'REFUSED';
  if (block === 'SILENT') return 'USELESS';
  if (sameBytes(proofOfSpaceHash(block.proofOfSpace), block.header.data.proofOfSpaceHash)) return block;
  blame(peer, 'INVALID_POSPACE_HASH', { function: 'respond_header_block', height });
  return 'USELESS';
}

/**
 * Walks from the target back by parent hash to where the list has the same hash, and puts what is above into the list: the
 * pages end at the peer's LCA. @returns whether they met
 */
export async function walkBack(options: PagesOptions, peer: PeerId): Promise<boolean> {
  const { chain, target, limits, timers, signal } = options;
  const list = syncHashes(chain);
  const until = timers.now() + limits.walkMs;
  const walked: Uint8Array[] = [];
  let { height, headerHash: hash } = target;
  while (!sameHash(list.at(height), hash)) {
    if (height === 0) return blameWalk(options, peer, walked.length);
    if (walked.length >= limits.walk || timers.now() >= until || signal?.aborted) return false;
    const block = await headerOf(options, peer, height, hash);
    if (block === 'REFUSED' || block === 'USELESS') return false;
    walked.push(hash);
    height -= 1;
    hash = block.header.data.prevHeaderHash;
  }
  if (walked.length > 0) chain.sync.addHashes(height + 1, walked.reverse());
  return true;
}

const sameHash = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && sameBytes(one, other);

/** The target's chain has another genesis. */
function blameWalk({ blame }: PagesOptions, peer: PeerId, walked: number): false {
  blame(peer, 'INVALID_PROTOCOL_MESSAGE', { function: 'respond_header_block', walked });
  return false;
}
