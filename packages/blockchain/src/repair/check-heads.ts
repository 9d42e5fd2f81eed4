import { withTip } from '../chain/tips.ts';
import type { StoredHeader } from '../store/header-store.ts';
import type { FactsById } from './facts.ts';
import type { Findings } from './finding.ts';
import { type Raw, tryRead } from './rows.ts';

/**
 * Tips and LCA follow from the headers alone, added one by one in the order of their ids (consensus 9.2, 9.3).
 * @returns the id of the LCA that is right, or `null` if it cannot be told
 */
export function checkHeads(raw: Raw, facts: FactsById, maxTips: number, findings: Findings): number | null {
  const expected = tipsOf(raw, maxTips);
  if (expected === null) return null;
  const stored = tryRead(() =>
    raw.prepare<[], { id: number }>('select header_id as id from tips order by position').all(),
  );
  const tips = 'value' in stored ? stored.value.map(({ id }) => id) : null;
  const text = (ids: readonly number[]): string => (ids.length === 0 ? 'none' : ids.join(', '));
  if (tips?.join() !== expected.join())
    findings.add('TIPS_WRONG', `stored: ${tips === null ? 'not readable' : text(tips)}; should be: ${text(expected)}`);
  const ancestor = meetingPoint(expected, facts);
  const row = tryRead(() => raw.prepare<[], { id: number }>('select header_id as id from lca').get());
  const lca = 'value' in row ? (row.value?.id ?? null) : null;
  if (lca !== ancestor) findings.add('LCA_WRONG', `stored: header ${lca ?? 'none'}; should be: header ${ancestor}`);
  return ancestor;
}

/** Ids in the order in which they are kept. */
function tipsOf(raw: Raw, maxTips: number): readonly number[] | null {
  const rows = raw.prepare<[], { id: number; weight: Buffer }>('select id, weight from headers order by id');
  const weights = new Map<number, bigint>();
  let tips: readonly number[] = [];
  const read = tryRead(() => {
    for (const { id, weight } of rows.iterate()) {
      weights.set(id, BigInt(`0x${weight.toString('hex')}`));
      tips = withTip(tips, id, (tip) => weights.get(tip) as bigint, maxTips)?.tips ?? tips;
      for (const known of weights.keys()) if (!tips.includes(known)) weights.delete(known);
    }
  });
  return 'unreadable' in read || tips.length === 0 ? null : tips;
}

/** Word by word: while they differ, the first of greatest height gives way to its parent. */
function meetingPoint(tips: readonly number[], facts: FactsById): number | null {
  const at = tips.map(facts);
  for (;;) {
    const known = at.filter((header): header is StoredHeader => header !== null);
    if (known.length < tips.length) return null;
    if (known.every(({ id }) => id === known[0]?.id)) return known[0]?.id ?? null;
    const highest = known.reduce((best, each) => (each.height > best.height ? each : best));
    const { parentId } = highest;
    at[at.indexOf(highest)] = parentId === null ? null : facts(parentId);
  }
}

/** Ids from genesis to a header, by height; `null` if the way is broken. */
export function chainTo(id: number, facts: FactsById): Uint32Array | null {
  const last = facts(id);
  if (last === null) return null;
  const ids = new Uint32Array(last.height + 1);
  for (let at: StoredHeader | null = last; at !== null; ) {
    ids[at.height] = at.id;
    if (at.parentId === null) return at.height === 0 ? ids : null;
    const parent = facts(at.parentId);
    if (parent !== null && parent.height !== at.height - 1) return null;
    at = parent;
  }
  return null;
}
