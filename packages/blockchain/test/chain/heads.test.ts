import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ancestorAt, commonAncestor, pathFrom } from '../../src/chain/ancestors.ts';
import { HeaderIndex } from '../../src/chain/header-index.ts';
import { ChainState } from '../../src/chain/state.ts';
import { withTip } from '../../src/chain/tips.ts';
import { type NaiveHeader, naiveLca, naiveTips } from '../support/naive.ts';

/** Headers in order of arrival: where each hangs (counted back from the newest), and what weight it adds. */
const arrivals = fc.array(fc.record({ back: fc.nat({ max: 6 }), difficulty: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 60,
});

interface Header extends NaiveHeader {
  readonly number: number;
  readonly parent: Header | null;
}

const hashOf = (number: number): Uint8Array => Uint8Array.from(createHash('sha256').update(String(number)).digest());

function add(index: HeaderIndex, parent: Header | null, difficulty: number): Header {
  const number = index.size + 1;
  const height = (parent?.height ?? -1) + 1;
  const weight = (parent?.weight ?? 0n) + BigInt(difficulty);
  const parentId = parent?.number ?? null;
  index.add({ headerHash: hashOf(number), parentId, height, weight, timestamp: 0n, totalIters: 0n, minIters: 1n });
  return { id: String(number), number, height, weight, parent };
}

/** One step of the chain, without blocks: a header arrives, tips and LCA follow. */
function arrive(state: ChainState, header: Header, maxTips: number): readonly number[] | null {
  const change = withTip(state.tips, header.number, (id) => state.index.weight(id), maxTips);
  if (change === null) return null;
  const lca = commonAncestor(state.index, change.tips);
  state.adopt({ tips: change.tips, lca }, state.moveTo(lca));
  return change.tips;
}

describe('tips, LCA and heights', () => {
  test('are those of the rules word by word, whatever arrives', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 4 }), (steps, maxTips) => {
        const state = new ChainState(new HeaderIndex());
        const headers = [add(state.index, null, 1)];
        let tips = [headers[0] as Header];
        arrive(state, headers[0] as Header, maxTips);
        for (const { back, difficulty } of steps) {
          const parent = headers[Math.max(0, headers.length - 1 - back)] as Header;
          const header = add(state.index, parent, difficulty);
          headers.push(header);
          const wanted = naiveTips(tips, header, maxTips);
          const found = arrive(state, header, maxTips);
          expect(found).toEqual(wanted?.map(({ number }) => number) ?? null);
          tips = wanted ?? tips;
          checkChain(state, naiveLca(tips));
          checkAncestors(state, header);
        }
      }),
    );
  });

  test('go as the specification traces them on one chain', () => {
    const state = new ChainState(new HeaderIndex());
    const trace: unknown[] = [];
    let header: Header | null = null;
    for (let height = 0; height <= 4; height += 1) {
      header = add(state.index, header, 1);
      arrive(state, header, 3);
      trace.push([state.tips.map((id) => state.index.height(id)), state.index.height(state.lca as number)]);
    }
    expect(trace).toEqual([
      [[0], 0],
      [[0, 1], 0],
      [[0, 1, 2], 0],
      [[3, 2, 1], 1],
      [[4, 3, 2], 2],
    ]);
  });

  test('a path to something that is no descendant is an error', () => {
    const index = new HeaderIndex();
    const genesis = add(index, null, 1);
    const [left, right] = [add(index, genesis, 1), add(index, genesis, 1)];
    expect(pathFrom(index, genesis.number, right.number)).toEqual([right.number]);
    expect(() => pathFrom(index, left.number, right.number)).toThrow(RangeError);
  });
});

/** Heights up to the LCA and no further. */
function checkChain(state: ChainState, lca: Header): void {
  expect(state.lca).toBe(lca.number);
  expect(state.main.height).toBe(lca.height);
  expect(state.main.at(lca.height + 1)).toBeUndefined();
  for (let at: Header | null = lca; at !== null; at = at.parent) expect(state.main.at(at.height)).toBe(at.number);
}

function checkAncestors({ index, main }: ChainState, header: Header): void {
  for (let at: Header | null = header; at !== null; at = at.parent) {
    expect(ancestorAt(index, main, header.number, at.height)).toBe(at.number);
  }
}
