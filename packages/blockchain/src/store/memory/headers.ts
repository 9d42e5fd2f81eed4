import { bytesToHex } from '@noble/hashes/utils.js';
import type { HeaderStore, StoredHeader } from '../header-store.ts';
import { type PackedHeaders, packHeaders } from '../packed-headers.ts';
import { uint64, uint128 } from '../values.ts';
import { JournaledMap, JournaledSets } from './collections.ts';
import { type Journal, refuse } from './journal.ts';

/** Headers of one page. */
const PAGE = 1024;

/** Headers in memory; `has` is what blocks and heads refer to. */
export function memoryHeaders(journal: Journal): HeaderStore & { has(id: number): boolean } {
  const headers = new JournaledMap<number, StoredHeader>(journal);
  const hashes = new JournaledMap<string, number>(journal);
  const byHeight = new JournaledSets<number, number>(journal);
  const byChallenge = new JournaledSets<string, number>(journal);
  return {
    has: (id) => headers.has(id),
    add: (header) => {
      const { id, parentId, height } = header;
      const hash = bytesToHex(header.headerHash);
      if (headers.has(id) || hashes.has(hash)) refuse(`a header ${id} or ${hash} is there already`);
      if (parentId !== null && !headers.has(parentId)) refuse(`there is no header ${parentId}`);
      headers.set(id, copyOf(header));
      hashes.set(hash, id);
      byHeight.add(height, id);
      byChallenge.add(bytesToHex(header.challengeHash), id);
    },
    proofHashes: (id) => {
      const header = headers.get(id);
      return header && { challengeHash: header.challengeHash, proofsHash: header.proofsHash };
    },
    idsAtHeight: (height) => [...byHeight.at(height)],
    idsAnswering: (challengeHash) => [...byChallenge.at(bytesToHex(challengeHash))],
    count: () => headers.size,
    pages: () => pagesOf(headers.values()),
  };
}

/** Its own bytes, and no integer that a file could not hold. */
function copyOf(header: StoredHeader): StoredHeader {
  for (const value of [header.timestamp, header.totalIters, header.minIters]) uint64(value);
  uint128(header.weight);
  const { headerHash, challengeHash, proofsHash } = header;
  return {
    ...header,
    headerHash: headerHash.slice(),
    challengeHash: challengeHash.slice(),
    proofsHash: proofsHash.slice(),
  };
}

function* pagesOf(headers: Iterable<StoredHeader>): IterableIterator<PackedHeaders> {
  let page: StoredHeader[] = [];
  for (const header of headers) {
    page.push(header);
    if (page.length < PAGE) continue;
    yield packHeaders(page);
    page = [];
  }
  if (page.length > 0) yield packHeaders(page);
}
