import type { Blockchain } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import type { Constants } from '@salvia/protocol';
import type { Log } from '../state.ts';
import type { Announcements } from './announcements.ts';
import type { Asked } from './asked.ts';
import type { Blacklist } from './blacklist.ts';
import type { Claims } from './claims.ts';
import type { SyncNet } from './net.ts';
import type { SyncProgress } from './status.ts';

/** What the parts of a sync share. */
export interface SyncContext {
  readonly chain: Blockchain;
  readonly constants: Constants;
  readonly timers: Timers;
  readonly log: Log;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly progress: SyncProgress;
  readonly announcements: Announcements;
  readonly claims: Claims;
  readonly blacklist: Blacklist;
  readonly askedBlocks: Asked;
  readonly askedHeaders: Asked;
}

/** The same while one sync is under way. */
export interface SyncRun extends SyncContext {
  readonly net: SyncNet;
  /** Ends the run: the node stops. */
  readonly signal: AbortSignal;
}
