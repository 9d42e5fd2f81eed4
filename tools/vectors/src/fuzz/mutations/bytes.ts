import { concatBytes } from '@noble/hashes/utils.js';
import { type Mutation, replaced } from './mutation.ts';

/*
 * Damage that knows nothing of what the bytes mean.
 */

const flipBits: Mutation = ({ frame }, { random }) => {
  const copy = frame.slice();
  for (let left = 1 + random.below(8); left > 0; left--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
};

const setBytes: Mutation = ({ frame }, { random }) => {
  const copy = frame.slice();
  const start = random.below(copy.length);
  copy.set(random.bytes(Math.min(copy.length - start, 1 + random.below(8))), start);
  return copy;
};

const truncate: Mutation = ({ frame }, { random }) => frame.slice(0, random.below(frame.length));

const extend: Mutation = ({ frame }, { random }) => concatBytes(frame, random.bytes(1 + random.below(64)));

const cutOut: Mutation = ({ frame }, { random }) => {
  const start = random.below(frame.length);
  return replaced(frame, start, Math.min(frame.length, start + 1 + random.below(64)), new Uint8Array());
};

const repeat: Mutation = ({ frame }, { random }) => {
  const start = random.below(frame.length);
  const part = frame.subarray(start, start + 1 + random.below(64));
  return replaced(frame, start, start, part);
};

const joinHalves: Mutation = ({ frame }, { random, others }) => {
  const other = random.pick(others).frame;
  return concatBytes(frame.subarray(0, random.below(frame.length)), other.subarray(random.below(other.length)));
};

const noise: Mutation = (_specimen, { random }) => random.bytes(random.below(300));

export const byteMutations: Readonly<Record<string, Mutation>> = {
  flipBits,
  setBytes,
  truncate,
  extend,
  cutOut,
  repeat,
  joinHalves,
  noise,
};
