export { type CheckReport, checkDatabase } from './check.ts';
export { RepairError, type RepairErrorCode, type RepairErrorPayloads } from './errors.ts';
export { FINDINGS, type Finding, type FindingCode } from './finding.ts';
export type { CheckOptions, FullCheck, RebuildOptions, RepairNetwork } from './options.ts';
export type { RepairPhase, RepairProgress } from './progress.ts';
export { type LostBlock, type RebuildReport, rebuildDatabase } from './rebuild.ts';
