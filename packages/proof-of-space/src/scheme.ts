/**
 * The scheme itself, piece by piece (proofs A.2 to A.11): for study, for tests, and for programs that plot or prove in
 * their own way. Services need only the package's main entry.
 */

export type { KeyStream } from './chacha8.ts';
export { createKeyStream, plotKey } from './chacha8.ts';
export { createF1, f1Table } from './f1.ts';
export type { Combiner } from './fx.ts';
export { createCombiner } from './fx.ts';
export { linePoint, linePointPair } from './line-point.ts';
export { matches, matchTargets } from './matching.ts';
export { toProofOrder } from './order.ts';
export type { FinalTables } from './plotter/backward.ts';
export type { FirstTable, PairedTable, Table } from './plotter/table.ts';
export type { TableObserver } from './plotter/tables.ts';
export { computeTables } from './plotter/tables.ts';
export { packValues, qualityOfProof, toPlotOrder, unpackProof } from './proof.ts';
export { bigIntToWords, wordsToBigInt } from './words.ts';
