import type { Header } from '@salvia/protocol';
import type { BlockRecord } from './ancestry.ts';

/** The record of a block, from its header and the minimum iterations that its validation gave. */
export function blockRecord({ data }: Header, minIters: bigint): BlockRecord {
  const { height, timestamp, weight, totalIters } = data;
  return { height, timestamp, weight, totalIters, minIters };
}
