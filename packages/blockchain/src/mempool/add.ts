import { bytesToHex } from '@noble/hashes/utils.js';
import { type SpendBundle, spendBundleName } from '@salvia/protocol';
import type { Admission, Mempools } from './api.ts';
import { conclude, failed, type PoolVerdict } from './conclude.ts';
import type { MempoolCore } from './core.ts';
import type { MempoolItem } from './item.ts';
import type { Judgement } from './judge.ts';
import type { Pool } from './pool.ts';
import { sizeOfBundle } from './screen.ts';
import { Turns } from './turns.ts';

/** A bundle on its way in. */
interface Offer {
  readonly bundle: SpendBundle;
  readonly name: Uint8Array;
  readonly key: string;
  readonly nowMs: number;
}

export interface Adder {
  readonly add: Mempools['add'];
  /** Whether the next bundle would be turned away. */
  isBusy(): boolean;
}

/** Offers of one bundle at the same time are one. */
export function createAdder(core: MempoolCore): Adder {
  const adding = new Turns(core.limits.adding);
  const costly = new Turns(core.limits.costly);
  const underWay = new Map<string, Promise<Admission>>();

  /** What its program turns out to need decides where the work is done: costly ones must not keep others waiting. */
  async function inTurn(offer: Offer): Promise<Admission> {
    const size = sizeOfBundle(offer.bundle);
    core.seen.add(offer.key);
    const first = await (adding.run(size, () => attempt(core, offer, 'LITTLE')) ?? 'BUSY');
    const admission =
      first === 'COSTLY' ? await (costly.run(size, () => attempt(core, offer, 'ALL')) ?? 'BUSY') : first;
    if (typeof admission === 'object') return admission;
    core.seen.delete(offer.key);
    return failed('MEMPOOL_BUSY');
  }

  return {
    add(bundle, nowMs) {
      const name = spendBundleName(bundle);
      const key = bytesToHex(name);
      const joined = underWay.get(key);
      if (joined !== undefined) return joined;
      const admission = inTurn({ bundle, name, key, nowMs }).finally(() => underWay.delete(key));
      underWay.set(key, admission);
      return admission;
    },
    isBusy: () => adding.isFull(0),
  };
}

async function attempt(core: MempoolCore, offer: Offer, allowed: 'LITTLE' | 'ALL'): Promise<Admission | 'COSTLY'> {
  const { bundle, name, key, nowMs } = offer;
  try {
    core.emptyCost = await core.examiner.emptyCost();
    const known = core.held(key) ?? core.pending.get(key);
    const examined = known ?? (await core.examiner.examine(bundle, name, allowed));
    if (examined === 'COSTLY') return examined;
    return 'error' in examined ? failed(examined.error) : await decide(core, examined, nowMs);
  } catch (error) {
    // The verifier broke down, or the database did: nothing that the bundle is known to be guilty of.
    core.log?.error({ error, name: key }, 'a bundle could not be looked at');
    return failed('UNKNOWN');
  }
}

/**
 * Consensus 11.2 from M6 on. What the mempools hold is looked at once more after the signature was checked, as it may have
 * changed meanwhile; between that look and what follows from it nothing can come.
 */
async function decide(core: MempoolCore, item: MempoolItem, nowMs: number): Promise<Admission> {
  const rules = core.rules(nowMs);
  const judgements = new Map<Pool, Judgement>();
  const verdictOf = (pool: Pool): PoolVerdict => {
    const judgement = judgements.get(pool) ?? pool.judge(item, rules);
    judgements.set(pool, judgement);
    return { pool, verdict: pool.verdict(item, judgement) };
  };
  await core.settled();
  if (item.signed === null && core.pools.map(verdictOf).some(({ verdict }) => verdict === 'FITS')) {
    await core.examiner.checkSignature(item);
    await core.settled();
  }
  return conclude(item, core.pools.map(verdictOf), core.policy, core.pending);
}
