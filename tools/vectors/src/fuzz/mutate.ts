import { catalogue, isMessageName } from '@salvia/protocol';
import { itemsOf } from './items.ts';
import { byteMutations } from './mutations/bytes.ts';
import { bulkyMutations, containerMutations } from './mutations/containers.ts';
import { itemMutations } from './mutations/items.ts';
import type { Specimen } from './mutations/mutation.ts';
import { randomFor } from './random.ts';

const usual = Object.entries({ ...byteMutations, ...itemMutations, ...containerMutations });
const bulky = Object.entries(bulkyMutations);

/** One frame of so many is as large as its function allows. */
const BULKY_EVERY = 2_000;
/** One frame of so many is left whole: what an honest peer sends must still work in between. */
const WHOLE_EVERY = 50;
const MOST_MUTATIONS = 3;

/** A damaged frame, and how it was made. */
export interface Mutant {
  /** Of the frame that it was made from. */
  readonly name: string;
  readonly mutations: readonly string[];
  readonly frame: Uint8Array;
}

export type Corpus = ReadonlyMap<string, readonly Specimen[]>;

export const specimen = (name: string, frame: Uint8Array): Specimen => ({ name, frame, items: itemsOf(frame) });

const largest = (name: string): number => (isMessageName(name) ? catalogue[name].maxBytes : 4096);

/** Frame number `index` of a seed. */
export function mutantAt(corpus: Corpus, seed: number, index: number): Mutant {
  const random = randomFor(seed, index);
  const groups = [...corpus.values()];
  const chosen = random.pick(random.pick(groups));
  const { name } = chosen;
  if (random.below(WHOLE_EVERY) === 0) return { name, mutations: [], frame: chosen.frame };
  const context = { random, others: random.pick(groups), maxBytes: largest(name) };
  const [first, mutate] = random.pick(random.below(BULKY_EVERY) === 0 ? bulky : usual);
  const mutations = [first];
  let frame = mutate(chosen, context);
  // Only the first mutation knows where the items are; the others must not care.
  for (let left = random.below(MOST_MUTATIONS); left > 0 && frame.length > 0; left--) {
    const [next, more] = random.pick(Object.entries(byteMutations).slice(0, 3));
    if (random.below(2) === 0) continue;
    frame = more({ ...chosen, frame }, context);
    mutations.push(next);
  }
  return { name, mutations, frame };
}
