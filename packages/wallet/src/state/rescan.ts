import type { HeaderRecord } from './api.ts';
import type { WalletCore } from './core.ts';
import { begin, genesisOf } from './genesis.ts';
import { rollBack } from './roll-back.ts';
import { STARTING_HEIGHT } from './starting-height.ts';
import type { RescanOptions } from './wallet-api.ts';
import { fillWindow } from './window.ts';

export const rescan = (core: WalletCore, fromHeight: number, options: RescanOptions): Promise<HeaderRecord> =>
  core.change((unit) => {
    const { stores, memory, network } = core;
    const below = Math.min(fromHeight - 1, memory.head.height);
    fillWindow(core, unit, options.addresses);
    rollBack(stores, unit, below);
    stores.blocks.forgetAbove(below);
    STARTING_HEIGHT.lower(stores.values, fromHeight);
    const head = stores.blocks.head() ?? begin(core, unit, genesisOf(network));
    unit.head = head;
    return head;
  });
