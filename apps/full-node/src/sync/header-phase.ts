import { hexToBytes } from '@noble/hashes/utils.js';
import { faultOf, type HeaderBranch, heaviestTip, type PreValidation, type ValidatedHeader } from '@salvia/blockchain';
import { Delivery, type HeaderBlock, NodeType, out } from '@salvia/protocol';
import { createDownload, type Download, type PeerId, type Served } from './download.ts';
import type { Path } from './path.ts';
import { type PathFault, pathFault } from './path-end.ts';

/** A header block that arrived, and its expensive checks, which began at once. */
export interface ArrivedHeader {
  readonly headerBlock: HeaderBlock;
  preValidated: Promise<PreValidation | null> | null;
}

/** Headers ahead of the blocks that were added: what memory holds of them is small, but not nothing. */
export const headerLead = 500;

/** Step 3: headers from many peers, each checked when it arrives, and validated in their order. */
export interface HeaderPhase {
  readonly download: Download<ArrivedHeader>;
  answered(peer: PeerId, height: number, headerBlock: HeaderBlock): boolean;
  /** Until all are validated, or stopped (null). */
  validate(): Promise<PathFault | null>;
}

export function createHeaderPhase(path: Path, branch: HeaderBranch): HeaderPhase {
  const { run, from, to, hashAt } = path;
  const { chain, timers, random, askedHeaders, net } = run;
  const download = createDownload<ArrivedHeader>({
    from,
    to,
    allowed: from - 1 + headerLead,
    request(height, peer) {
      const headerHash = hashAt(height);
      askedHeaders.add(peer, height, headerHash);
      const body = { height, headerHash };
      net.send([out('request_header_block', NodeType.FULL_NODE, Delivery.SPECIFIC, body, hexToBytes(peer))]);
    },
    dropped: path.dropped,
    timers,
    random,
    signal: path.signal,
  });

  async function take({ height, item, peer }: Served<ArrivedHeader>): Promise<PathFault | null> {
    const preValidated = await item.preValidated;
    const verdict = await branch.append(item.headerBlock, timers.now(), { preValidated });
    if (!('error' in verdict)) {
      accept(height, verdict.validated);
      return null;
    }
    if (faultOf(verdict) === 'PATH') return pathFault(hashAt(height), height, verdict);
    path.blameServer(peer, verdict.error, height);
    download.retry(height);
    return null;
  }

  function accept(height: number, validated: ValidatedHeader): void {
    download.advance(height);
    path.headerValidated(height, validated, branch.weight > heaviestTip(chain).data.weight);
  }

  return {
    download,
    answered(peer, height, headerBlock) {
      const item: ArrivedHeader = { headerBlock, preValidated: null };
      const kind = download.answered(peer, height, item);
      if (kind !== 'TAKEN') return kind === 'LATE'; // asked for, but somebody else was faster
      item.preValidated = chain.preValidate(headerBlock);
      // Awaited in its turn, if that comes.
      item.preValidated.catch(() => undefined);
      return true;
    },
    async validate() {
      for await (const served of download) {
        const fault = await take(served);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}
