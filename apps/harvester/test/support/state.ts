import { openPlot } from '@salvia/proof-of-space';
import { NodeType, type OutboundMessage, type Peer } from '@salvia/protocol';
import type { Log } from '@salvia/service';
import { createFarmerBook } from '../../src/lookups/farmer-book.ts';
import { createLimiter } from '../../src/lookups/limiter.ts';
import { emptyTally } from '../../src/lookups/tally.ts';
import { createPlotLibrary } from '../../src/plots/plot-library.ts';
import type { HarvesterState } from '../../src/state.ts';

/** A log that keeps its codes. */
export function recordingLog(codes: string[]): Log {
  const note = (fields: object) => {
    if ('code' in fields) codes.push(String(fields.code));
  };
  return { debug: note, info: note, warn: note, error: note };
}

export function stateOver(directories: readonly string[], log: Log, filterBits = 0): HarvesterState {
  return {
    library: createPlotLibrary({ directories, open: openPlot, log, nowMs: () => 0 }),
    farmers: createFarmerBook(),
    limiter: createLimiter(2),
    tally: emptyTally(),
    filterBits,
    nowMs: () => 1000,
    log,
  };
}

export function farmerPeer(fill: number): Peer {
  return {
    nodeId: new Uint8Array(32).fill(fill),
    nodeType: NodeType.FARMER,
    host: '127.0.0.1',
    port: 1,
    outbound: true,
  };
}

export async function all(messages: AsyncIterable<OutboundMessage>): Promise<OutboundMessage[]> {
  const list: OutboundMessage[] = [];
  for await (const message of messages) list.push(message);
  return list;
}
