import { farmerKey, masterKeyOf, poolKey } from '@salvia/keychain';
import { DEFAULT_CONSTANTS, type NodeType, type OutboundMessage, type Peer } from '@salvia/protocol';
import type { Log } from '@salvia/service';
import { createChallengeBook } from '../../src/challenges/challenge-book.ts';
import { createPace } from '../../src/challenges/pace.ts';
import { createFarmerKeys } from '../../src/farmer-keys.ts';
import { createProofBook } from '../../src/proofs/proof-book.ts';
import type { FarmerState } from '../../src/state.ts';
import { emptyTally } from '../../src/tally.ts';
import { MNEMONIC } from './plot-owner.ts';

/** A log that keeps its codes. */
export function recordingLog(codes: string[]): Log {
  const note = (fields: object) => {
    if ('code' in fields) codes.push(String(fields.code));
  };
  return { debug: note, info: note, warn: note, error: note };
}

export function stateFor(log: Log): FarmerState {
  const master = masterKeyOf(MNEMONIC);
  return {
    keys: createFarmerKeys([farmerKey(master)], [poolKey(master)], []),
    rewards: { farmerPuzzleHash: new Uint8Array(32).fill(3), poolPuzzleHash: new Uint8Array(32).fill(4) },
    challenges: createChallengeBook(),
    proofs: createProofBook(),
    pace: createPace(DEFAULT_CONSTANTS),
    filterBits: 0,
    propagateSeconds: 50_000,
    tally: emptyTally(),
    nowMs: () => 1000,
    log,
  };
}

export function peerOf(nodeType: NodeType, fill: number): Peer {
  return { nodeId: new Uint8Array(32).fill(fill), nodeType, host: '127.0.0.1', port: 1, outbound: false };
}

export async function all(messages: AsyncIterable<OutboundMessage>): Promise<OutboundMessage[]> {
  const list: OutboundMessage[] = [];
  for await (const message of messages) list.push(message);
  return list;
}
