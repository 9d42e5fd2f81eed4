import type { Address } from '@salvia/peer-store';
import { createClock, type SimulatedClock } from './clock.ts';
import { type HostileContext, hostileNode } from './hostile-node.ts';
import type { HostileScript } from './hostile-script.ts';
import type { Links } from './network/links.ts';
import { createNetwork, type SimulatedNetwork } from './network/network.ts';
import type { Place, SimulatedNode } from './place.ts';
import { createPlaces } from './places.ts';
import { SimulationError } from './simulation-error.ts';
import { createTrace, type Trace } from './trace.ts';

/** What every node's description has; what else there is, the factory knows. */
export interface NodeSpec {
  readonly name: string;
}

export interface SimulationOptions<Spec extends NodeSpec, Node extends SimulatedNode> {
  /** The same seed gives the same run, to the byte and the millisecond. */
  readonly seed: string;
  readonly links: Links;
  /** Milliseconds since 1970 at the beginning. */
  readonly startMs: number;
  /** Makes a node of its description. */
  nodes(spec: Spec, place: Place): Promise<Node>;
  /** For hostile peers, who shake hands by themselves. */
  readonly networkId?: string;
}

/** Many nodes in one process, on a clock and a network of their own. */
export interface Simulation<Spec extends NodeSpec, Node extends SimulatedNode> {
  readonly clock: SimulatedClock;
  readonly network: SimulatedNetwork;
  readonly trace: Trace;
  /** Those that run, hostile ones left out, in the order in which they came. */
  nodes(): ReadonlyMap<string, Node>;
  node(name: string): Node;
  /** Where a node is, was, or is going to be. */
  addressOf(name: string): Address;
  /** Makes a node and starts it. A name that was here before comes back to its old address. */
  join(spec: Spec): Promise<Node>;
  /** Stops a node politely; or takes its cable away first, so that nobody is told. */
  leave(name: string, options?: { readonly silently?: boolean }): Promise<void>;
  /** Lets a hostile peer loose. */
  unleash(name: string, script: HostileScript): Promise<void>;
  /** Stops everybody. */
  close(): Promise<void>;
}

export function createSimulation<Spec extends NodeSpec, Node extends SimulatedNode>(
  options: SimulationOptions<Spec, Node>,
): Simulation<Spec, Node> {
  const { seed, links, startMs, networkId = '' } = options;
  const clock = createClock({ seed, startMs });
  const trace = createTrace(clock.now);
  const network = createNetwork({ seed, clock, links, trace });
  const places = createPlaces({ seed, clock, network });
  const nodes = new Map<string, Node>();
  const hostile = new Map<string, SimulatedNode>();
  const context: HostileContext = { networkId, addressOf: (name) => (nodes.has(name) ? places.addressOf(name) : null) };

  function claim(name: string): Place {
    if (nodes.has(name) || hostile.has(name)) throw new SimulationError('NAME_TAKEN', { name });
    network.plug(name);
    return places.of(name);
  }

  function node(name: string): Node {
    const found = nodes.get(name);
    if (found === undefined) throw new SimulationError('UNKNOWN_NODE', { name });
    return found;
  }

  return {
    clock,
    network,
    trace,
    nodes: () => nodes,
    node,
    addressOf: places.addressOf,
    async join(spec) {
      const { name } = spec;
      const made = await clock.settle(options.nodes(spec, claim(name)));
      nodes.set(name, made);
      trace.note('joins', name);
      await clock.settle(made.start());
      return made;
    },
    async leave(name, { silently = false } = {}) {
      const leaving = node(name);
      if (silently) network.unplug(name);
      nodes.delete(name);
      trace.note('leaves', name);
      await clock.settle(leaving.stop());
    },
    async unleash(name, script) {
      const peer = hostileNode(claim(name), script, context);
      hostile.set(name, peer);
      await peer.start();
    },
    async close() {
      const all = [...hostile.values(), ...nodes.values()];
      nodes.clear();
      hostile.clear();
      await clock.settle(Promise.all(all.map((one) => one.stop())));
    },
  };
}
