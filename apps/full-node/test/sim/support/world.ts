import { inlineVerifier, withCache } from '@salvia/blockchain';
import type { FullBlock, NetworkFile } from '@salvia/protocol';
import { runScenario, type SimulatedNode, type Simulation, type SimulationScenario } from '@salvia/testkit';
import { introducerNode } from './introducer.ts';
import { type FullNode, fullNode } from './node.ts';

/** Who is in a simulated network: the introducer, and full nodes with the blocks that they have from the beginning. */
export type Spec =
  | { readonly name: string; readonly role: 'introducer' }
  | { readonly name: string; readonly role: 'full node'; readonly has?: readonly FullBlock[] };

export interface Mint {
  readonly mint: FullBlock;
  readonly at: string;
}

export type World = Simulation<Spec, SimulatedNode>;
export type WorldScenario = SimulationScenario<Spec, Mint>;
export type Conditions = Readonly<Record<string, (world: World) => boolean>>;

export const INTRODUCER: Spec = { name: 'introducer', role: 'introducer' };

/** `node 1`, `node 2` and so on. */
export const nodeNames = (count: number, first = 1): string[] =>
  Array.from({ length: count }, (_, index) => `node ${first + index}`);

export const fullNodeSpecs = (names: readonly string[], has: readonly FullBlock[] = []): Spec[] =>
  names.map((name) => ({ name, role: 'full node', has }));

export function fullNodesOf(world: World): FullNode[] {
  return [...world.nodes()].filter(([name]) => name !== INTRODUCER.name).map(([, node]) => node as FullNode);
}

/** Runs a scenario with real full nodes. One verifier serves all of them: every check is made, and made once. */
export function play(network: NetworkFile, scenario: WorldScenario, holds: Conditions) {
  const verifier = withCache(inlineVerifier(network), 256 << 20);
  return runScenario<Spec, SimulatedNode, Mint>(scenario, {
    networkId: network.networkId,
    holds,
    nodes(spec, place) {
      if (spec.role === 'introducer') return introducerNode(network.networkId, place);
      const introducer = place.addressOf(INTRODUCER.name);
      return fullNode({ network, verifier, introducer }, spec.has ?? [], place);
    },
    act: ({ mint, at }, world) => world.clock.settle((world.node(at) as FullNode).mint(mint)),
  });
}
