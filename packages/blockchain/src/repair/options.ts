import type { NetworkFile } from '@salvia/protocol';
import type { Verifier } from '../consensus/index.ts';
import type { ChainStores } from '../store/index.ts';
import type { OnProgress } from './progress.ts';

/** Members of a network file. */
export type RepairNetwork = Pick<NetworkFile, 'constants' | 'genesis' | 'coinRules'>;

/** What it takes to validate every block again. */
export interface FullCheck {
  readonly pool: Verifier;
  /** Empty, for the chain that is made meanwhile; closed at the end. By default a file beside, removed at the end. */
  readonly stores?: ChainStores | Promise<ChainStores>;
  /** The local clock, whole milliseconds since 1970. */
  readonly nowMs: number;
}

export interface CheckOptions {
  /** The database of a chain that no process has open. */
  readonly path: string;
  readonly network: RepairNetwork;
  /** Also validate every block. Default: not. */
  readonly full?: FullCheck;
  readonly onProgress?: OnProgress;
}

export interface RebuildOptions {
  /** The database of a chain that no process has open. */
  readonly path: string;
  readonly network: RepairNetwork;
  /** A file to write, which must not exist. By default the new database takes the place of the old one. */
  readonly out?: string;
  readonly pool: Verifier;
  /** The local clock, whole milliseconds since 1970. */
  readonly nowMs: number;
  readonly onProgress?: OnProgress;
}
