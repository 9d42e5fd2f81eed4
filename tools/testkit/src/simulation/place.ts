import type { Timers, TlsIdentity, Transport } from '@salvia/network';
import type { Address } from '@salvia/peer-store';
import type { RealWork } from './real-work.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Everything that a node in a simulation gets from the world. */
export interface Place {
  readonly name: string;
  /** Where others reach it. */
  readonly host: string;
  readonly port: number;
  /** What its certificate proves: the network shows it to whoever is connected with it. */
  readonly nodeId: Uint8Array;
  /** For `createServer`: it has the node's id, and no keys. */
  readonly identity: TlsIdentity;
  readonly transport: Transport;
  readonly timers: Timers;
  readonly random: SeededRandom;
  /** For what works outside of the simulation, such as worker threads. */
  readonly work: RealWork;
  /** Where another node is, or is going to be. */
  addressOf(name: string): Address;
}

/** What a factory makes of a place. */
export interface SimulatedNode {
  start(): Promise<void>;
  stop(): Promise<void>;
}
