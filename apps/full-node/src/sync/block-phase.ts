import { hexToBytes } from '@noble/hashes/utils.js';
import { faultOf, type ValidatedHeader } from '@salvia/blockchain';
import { Delivery, type FullBlock, NodeType, out } from '@salvia/protocol';
import { createBlockShelf, type WaitingBlock } from './block-shelf.ts';
import { createDownload, type Download, type PeerId, type Served } from './download.ts';
import type { Path } from './path.ts';
import { type PathFault, pathFault } from './path-end.ts';
import { storing } from './storing.ts';

/** How many blocks are made ready ahead of the one that is added. */
const warmAhead = 24;

/** Steps 4 and 5: blocks of validated headers from many peers, added in their order. */
export interface BlockPhase {
  readonly download: Download<WaitingBlock>;
  answered(peer: PeerId, height: number, block: FullBlock): boolean;
  /** A header is validated, so that its block may be fetched. */
  allow(height: number, validated: ValidatedHeader): void;
  /** Until all are added, or stopped (null). */
  add(): Promise<PathFault | null>;
}

export function createBlockPhase(path: Path): BlockPhase {
  const { run, from, to, hashAt } = path;
  const { chain, timers, random, askedBlocks, net } = run;
  const shelf = createBlockShelf({ chain, timers });
  const headers = new Map<number, ValidatedHeader>();
  /** Those that were not made ready yet. */
  const cold = new Map<number, WaitingBlock>();
  let added = from - 1;

  const download = createDownload<WaitingBlock>({
    from,
    to,
    allowed: from - 1,
    request(height, peer) {
      const headerHash = hashAt(height);
      askedBlocks.add(peer, height, headerHash);
      const body = { height, headerHash };
      net.send([out('request_block', NodeType.FULL_NODE, Delivery.SPECIFIC, body, hexToBytes(peer))]);
    },
    stored: (height) => shelf.stored(hashAt(height)),
    dropped: path.dropped,
    timers,
    random,
    signal: path.signal,
  });

  function warm(): void {
    for (let height = added + 1; height <= added + warmAhead; height += 1) {
      const block = cold.get(height)?.block;
      cold.delete(height);
      if (block) void chain.warm(block);
    }
  }

  async function take(served: Served<WaitingBlock>): Promise<PathFault | null> {
    const { height, item } = served;
    const block = shelf.read(hashAt(height), item);
    shelf.release(item);
    if (block === null) return again(height);
    const validated = headers.get(height) ?? null;
    const result = await storing(run, () => chain.receiveBlock(block, timers.now(), { validated }));
    if (result.result !== 'INVALID_BLOCK') return accept(height);
    if (faultOf(result, block) === 'PATH') return pathFault(hashAt(height), height, result);
    path.blameServer(served.peer, result.error, height);
    return again(height);
  }

  async function again(height: number): Promise<null> {
    await storing(run, () => chain.sync.dropBlock(hashAt(height)));
    download.retry(height);
    return null;
  }

  function accept(height: number): null {
    added = height;
    headers.delete(height);
    cold.delete(height);
    download.advance(height);
    path.blockAdded(height);
    warm();
    return null;
  }

  return {
    download,
    answered(peer, height, block) {
      const item = shelf.place();
      const kind = download.answered(peer, height, item);
      if (kind !== 'TAKEN') return kind === 'LATE'; // asked for, but somebody else was faster
      shelf.put(block, item);
      cold.set(height, item);
      warm();
      return true;
    },
    allow(height, validated) {
      headers.set(height, validated);
      download.allow(height);
    },
    async add() {
      try {
        for await (const served of download) {
          const fault = await take(served);
          if (fault !== null) return fault;
        }
        return null;
      } finally {
        shelf.end(run.signal.aborted);
      }
    },
  };
}
