import type { Effects } from './coins.ts';
import { growOffer } from './offers.ts';
import { grow, type Node } from './tree.ts';

/** A tree of valid blocks with transactions, in an order of arrival in which two branches overtake each other. */
export interface ForkedChain {
  readonly genesis: Node;
  /** Without genesis; parents come first. */
  readonly arrivals: readonly Node[];
  readonly effects: Effects;
}

/**
 * @param trunk blocks that both branches share
 * @param branch blocks of the first branch; the second is one shorter
 */
export async function growForkedChain(trunk: number, branch: number): Promise<ForkedChain> {
  const tree = { nodes: [await grow(null)], effects: new Map() as Effects };
  const [genesis] = tree.nodes as [Node];
  const extend = async (from: Node, length: number, seconds: number): Promise<Node[]> => {
    const chain: Node[] = [];
    for (let on = from; chain.length < length; on = chain.at(-1) as Node) {
      const { node } = await growOffer(on, kindAt(on.height), on.height, seconds, tree);
      tree.nodes.push(node);
      chain.push(node);
    }
    return chain;
  };
  const shared = await extend(genesis, trunk, 10);
  const last = shared.at(-1) ?? genesis;
  const [left, right] = [await extend(last, branch, 10), await extend(last, branch - 1, 11)];
  const arrivals = [...shared, ...left.flatMap((node, at) => [node, ...right.slice(at, at + 1)])];
  return { genesis, arrivals, effects: tree.effects };
}

/** Two of three blocks spend, some of them coins of their own. */
const kindAt = (height: number) => (height % 3 === 0 ? 'ephemeral' : 'split');
