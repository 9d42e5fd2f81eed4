import { setImmediate } from 'node:timers/promises';
import { selectItems } from './block-bundle.ts';
import type { MempoolCore } from './core.ts';
import type { MempoolItem } from './item.ts';
import type { JudgeRules } from './judge.ts';
import { Pool } from './pool.ts';
import { changeOfTips } from './tip-change.ts';

/** Brings the mempools to the chain's tips (consensus 11.6). New ones can be asked for blocks while they are filled. */
export async function followTips(core: MempoolCore, nowMs: number): Promise<void> {
  const { pools, added, dropped, offered } = changeOfTips(core.pools, core.chain.tips(), core.old, (tip) =>
    createPool(core, tip),
  );
  for (const { view, items } of dropped) core.old.add(view.height, items);
  core.pools = pools;
  const rules = core.rules(nowMs);
  for (const pool of added) {
    await inSlices([...offered, ...core.pending.items], (item) => readmit(core, pool, item, rules));
    await core.sums.prepare(selectItems(pool.fromBest(), core.constants.MAX_BLOCK_COST_CLVM));
    core.log?.debug({ tip: pool.tipKey, height: pool.view.height, bundles: pool.count }, 'a mempool for a new tip');
  }
}

export const createPool = (core: MempoolCore, tip: Uint8Array): Pool =>
  new Pool(tip, core.chain.view(tip), core.policy, core.limits.poolBytes);

/** Offers an item to one mempool. Its program is not run again, and its signature is checked at most once. */
function readmit(core: MempoolCore, pool: Pool, item: MempoolItem, rules: JudgeRules): Promise<void> | undefined {
  const judgement = pool.judge(item, rules);
  const settle = () => {
    const verdict = pool.verdict(item, judgement);
    if (verdict === 'FITS') pool.insert(item);
    if (typeof verdict === 'string' || verdict.everywhere) core.pending.delete(item.key);
    else if (core.policy.curable.has(verdict.error) && core.held(item.key) === undefined) core.pending.put(item);
  };
  if (item.signed !== null || pool.verdict(item, judgement) !== 'FITS') return void settle();
  return core.examiner.checkSignature(item).then(settle);
}

/** Items that are judged before the event loop gets its turn: a millisecond or so. */
const SLICE = 32;

/** Does something for each item, and lets other work in between. */
export async function inSlices<T>(items: readonly T[], work: (item: T) => Promise<void> | undefined): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (at % SLICE === SLICE - 1) await setImmediate();
    const waiting = work(item);
    if (waiting !== undefined) await waiting;
  }
}
