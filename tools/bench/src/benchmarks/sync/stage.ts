import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Constants, FullBlock, networkFileToJson } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { CONSTANTS, networkOf } from '../../samples/chain/network.ts';
import { type Cores, splitCores } from './cores.ts';
import { type FullNode, startFullNode } from './full-node.ts';

/** A chain to sync, and where that is done. */
export interface Stage {
  readonly folder: string;
  /** Path of the network file. */
  readonly network: string;
  readonly networkId: string;
  /** Path of the blocks, genesis first. */
  readonly chain: string;
  /** Height of its tip. */
  readonly height: number;
  readonly cores: Cores | null;
  /** That check proofs and signatures. */
  readonly threads: number;
}

export function setStage(folder: string, blocks: readonly FullBlock[], constants: Constants = CONSTANTS): Stage {
  const [network, chain] = [join(folder, 'network.json'), join(folder, 'chain.bin')];
  const networkId = 'bench';
  const file = {
    ...networkOf(blocks[0] as FullBlock, constants),
    name: 'bench',
    networkId,
    addressPrefix: 'txch',
    test: { privateAddresses: true, controls: false },
  };
  writeFileSync(network, JSON.stringify(networkFileToJson(file)));
  writeFileSync(chain, list(FullBlock).encode([...blocks]));
  const cores = splitCores();
  return { folder, network, networkId, chain, height: blocks.length - 1, cores, threads: cores?.node.length ?? 1 };
}

/** A full node that has the whole chain. */
export function startServer({ folder, network, cores }: Stage, name: string): Promise<FullNode> {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  copyFileSync(preparedIn(folder), join(own, 'chain.sqlite'));
  return startFullNode({ folder: own, network, cores: cores?.servers, config: { targetOutbound: 0 } });
}

/** The database of a full node that has the whole chain; a validation leaves it. */
export const PREPARED = 'prepared';
const preparedIn = (folder: string): string => join(folder, `${PREPARED}.sqlite`);
