import { headerHash } from '@salvia/protocol';
import { createAdder } from './add.ts';
import type { Mempools, MempoolsOptions } from './api.ts';
import { MempoolCore } from './core.ts';
import { createPool, followTips } from './follow.ts';
import { createReader } from './reader.ts';

/** Opens an empty mempool for each of the chain's tips (consensus 9.7 item 3). */
export function createMempools(options: MempoolsOptions): Mempools {
  const core = new MempoolCore(options);
  core.pools = core.chain.tips().map((header) => createPool(core, headerHash(header)));
  const { add, isBusy } = createAdder(core);

  return {
    ...createReader(core),
    add,
    update: (nowMs) => core.follow(() => followTips(core, nowMs)),
    worthAsking(cost, fees) {
      if (cost <= 0n || cost > core.policy.mostCost || isBusy()) return false;
      return core.pools.some((pool) => pool.hasRoom({ cost, fees, size: 0 }));
    },
  };
}
