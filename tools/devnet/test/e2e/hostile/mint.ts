import type { Blockchain } from '@salvia/blockchain';
import { type FullBlock, type HeaderData, headerHash } from '@salvia/protocol';
import { HostilePeer, type Stage } from '@salvia/testkit';
import { layout } from '../../../src/plan/layout.ts';
import { sideChain } from '../side-chain.ts';
import { bytesOf, type StateView, text } from '../views.ts';
import type { FarmingNetwork } from './farming-network.ts';

/** Makes genuine blocks on the chain of the node that is attacked, for those who lie about them. */
export interface Mint {
  readonly chain: Blockchain;
  /** The blocks that this mint has made so far, one on the other, the first on what was the node's heaviest tip. */
  readonly made: readonly FullBlock[];
  grow(): Promise<FullBlock>;
  /** One more block, with another header than it ought to have, signed all the same. */
  forge(change: (data: HeaderData) => HeaderData): Promise<FullBlock>;
  close(): Promise<void>;
}

/** What attacks with blocks have at hand. */
export interface ChainStage extends Stage {
  readonly mint: Mint;
}

/** Opens mints, one after the other, each on what is the node's heaviest tip then. */
export type OpenMint = () => Promise<Mint>;

/** @param honest an address to ask for blocks from */
export function mintsFor({ folder, network, victim, node }: FarmingNetwork, honest: string): OpenMint {
  const known = new Map<string, FullBlock>();
  /** With proofs of time that the next mint may need again: time stands still. */
  const made: FullBlock[] = [];

  async function blockOf(peer: HostilePeer, height: number, hash: string): Promise<FullBlock> {
    const before = known.get(hash);
    if (before !== undefined) return before;
    peer.say('request_block', { height, headerHash: bytesOf(hash) });
    const answer = await peer.hears('respond_block', ({ block }) => text(headerHash(block.header)) === hash);
    if (answer === null) throw new Error('the node ended an honest connection');
    known.set(hash, answer.block);
    return answer.block;
  }

  async function trunkNow(): Promise<FullBlock[]> {
    const { tips } = await node.rpc.state<StateView>();
    const top = tips.reduce((best, tip) => (tip.height > best.height ? tip : best));
    const peer = await HostilePeer.greet({ victim, address: honest });
    const trunk: FullBlock[] = [];
    for (let { height, headerHash: hash } = top; height > 0; height--) {
      const block = await blockOf(peer, height, hash);
      trunk.unshift(block);
      hash = text(block.header.data.prevHeaderHash);
    }
    peer.end();
    return trunk;
  }

  return async () => {
    const trunk = await trunkNow();
    const side = await sideChain(network, layout(folder).plots('harvester'), trunk, made);
    const own: FullBlock[] = [];
    return {
      chain: side.chain,
      made: own,
      async grow() {
        const block = await side.grow();
        own.push(block);
        made.push(block);
        return block;
      },
      async forge(change) {
        const block = await side.forge(change);
        made.push(block);
        return block;
      },
      close: () => side.close(),
    };
  };
}

/** A block as a tip that is told of. */
export const tipOf = ({ header }: FullBlock) => ({
  height: header.data.height,
  weight: header.data.weight,
  headerHash: headerHash(header),
});
