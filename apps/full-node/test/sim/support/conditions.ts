import { bytesToHex } from '@noble/hashes/utils.js';
import { heaviestTip } from '@salvia/blockchain';
import type { Ban } from '@salvia/network';
import { type ErrorName, type FullBlock, headerHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { FullNode } from './node.ts';
import { fullNodesOf, type World, type WorldScenario } from './world.ts';

/** Ids of the full nodes that one is connected with. */
const neighbours = ({ server }: FullNode): string[] =>
  server
    .connections()
    .filter(({ type }) => type === 'FULL_NODE')
    .map(({ nodeId }) => bytesToHex(nodeId));

/** Whether there is a way from each full node to each other one. */
export function isConnected(world: World): boolean {
  const nodes = new Map(fullNodesOf(world).map((node) => [bytesToHex(node.server.nodeId), node]));
  const [first] = nodes.keys();
  const reached = new Set(first === undefined ? [] : [first]);
  for (const id of reached)
    for (const next of neighbours(nodes.get(id) as FullNode)) if (nodes.has(next)) reached.add(next);
  return reached.size === nodes.size;
}

const tipOf = ({ state }: FullNode): string => bytesToHex(headerHash(heaviestTip(state.chain)));

/** Whether all have the same heaviest tip, and it is this one. */
export const allFollow =
  ({ header }: FullBlock) =>
  (world: World): boolean => {
    const tip = bytesToHex(headerHash(header));
    return fullNodesOf(world).every((node) => tipOf(node) === tip);
  };

/** Whether that part of all full nodes has a block. */
export const hasReached =
  ({ header }: FullBlock, part: number) =>
  (world: World): boolean => {
    const hash = headerHash(header);
    const nodes = fullNodesOf(world);
    return nodes.filter(({ state }) => state.chain.hasHeader(hash)).length >= part * nodes.length;
  };

/** By what nodes ban whoever has that name. */
export const keyOf = (world: World, name: string): string => `host ${world.addressOf(name).host}`;

/** Names of honest nodes, those that have left included, that some full node has banned. */
export function bannedHonest(world: World, { nodes, events }: WorldScenario): string[] {
  const names = [...nodes, ...events.flatMap((event) => ('join' in event ? event.join : []))].map(({ name }) => name);
  const banned = new Set(fullNodesOf(world).flatMap(({ bans }) => bans.list().map(({ key }) => key)));
  return names.filter((name) => banned.has(keyOf(world, name)));
}

/** How many full nodes have banned whoever has that name, for this. */
export const bansOf = (world: World, name: string, reason: ErrorName): number => {
  const key = keyOf(world, name);
  const isIt = (ban: Ban): boolean => ban.key === key && ban.reason === reason;
  return fullNodesOf(world).filter(({ bans }) => bans.list().some(isIt)).length;
};

/** Whether none of these blocks is on anybody's main chain, which has grown past the first of them. */
export const haveLeft =
  (blocks: readonly FullBlock[]) =>
  (world: World): boolean =>
    fullNodesOf(world).every(({ state: { chain } }) => {
      const isOnMain = ({ header }: FullBlock): boolean => {
        const hash = chain.hashAtHeight(header.data.height);
        return hash !== null && sameBytes(hash, headerHash(header));
      };
      const first = blocks[0]?.header.data.height ?? 0;
      return chain.lca().data.height >= first && !blocks.some(isOnMain);
    });
