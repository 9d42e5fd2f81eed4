import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFormStore } from '../src/wesolowski/form-store.ts';
import { formIn, groups } from './support.ts';

describe.each(groups)('stored forms of $bits bits', (group) => {
  test('come back as they were, in order, also after thinning', () => {
    const lists = fc.array(formIn(group), { maxLength: 40 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 2, max: 5 }), (forms, factor) => {
        const store = createFormStore(group);
        for (const form of forms) store.push(form);
        expect(store.length).toBe(forms.length);
        expect(forms.map((_, index) => store.at(index))).toEqual(forms);
        store.thin(factor);
        const kept = forms.filter((_, index) => index % factor === 0);
        expect(store.length).toBe(kept.length);
        for (const form of forms) store.push(form);
        expect([...kept, ...forms].map((_, index) => store.at(index))).toEqual([...kept, ...forms]);
      }),
      { numRuns: 25 },
    );
  });
});

test('more forms than one chunk holds', () => {
  const group = groups[0] as (typeof groups)[number];
  const store = createFormStore(group);
  for (let i = 0; i < 10_000; i++) store.push(i % 3 === 0 ? group.identity : group.initial);
  expect(store.at(9999)).toEqual(group.identity);
  expect(store.at(5000)).toEqual(group.initial);
  store.thin(3);
  expect(store.length).toBe(3334);
  for (let i = 0; i < store.length; i++) expect(store.at(i)).toEqual(group.identity);
});
