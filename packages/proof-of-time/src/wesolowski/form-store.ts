/**
 * Many forms in little memory.
 *
 * A form as an object takes three big integers and their headers, and the collector looks at each of them again and again.
 * Here a and |b| lie in plain words, c follows from the discriminant: 128 bytes a form at 1024 bits, invisible to the collector.
 */
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';

const FORMS_PER_CHUNK = 4096;

interface Chunk {
  words: BigUint64Array;
  /** 1 where b is negative. */
  signs: Uint8Array;
}

/** A growing list of reduced forms of one group. */
export interface FormStore {
  readonly length: number;
  push(form: Form): void;
  at(index: number): Form;
  /** Keeps the forms at multiples of `factor`, in order, and drops the others. */
  thin(factor: number): void;
}

export function createFormStore({ discriminant, bits }: ClassGroup): FormStore {
  // Of a reduced form |b| ≤ a < 2^(bits/2).
  const size = Math.ceil(bits / 2 / 64);
  const chunks: Chunk[] = [];
  let length = 0;

  const chunkOf = (index: number): Chunk => chunks[Math.floor(index / FORMS_PER_CHUNK)] as Chunk;
  const offsetOf = (index: number): number => (index % FORMS_PER_CHUNK) * 2 * size;

  const write = (words: BigUint64Array, offset: number, value: bigint): void => {
    // A word takes the lowest 64 bits of what is stored in it.
    for (let i = 0, rest = value; i < size; i++, rest >>= 64n) words[offset + i] = rest;
  };
  const read = (words: BigUint64Array, offset: number): bigint => {
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 64n) | (words[offset + i] as bigint);
    return value;
  };

  return {
    get length() {
      return length;
    },
    push({ a, b }) {
      if (length === chunks.length * FORMS_PER_CHUNK) {
        const words = new BigUint64Array(FORMS_PER_CHUNK * 2 * size);
        chunks.push({ words, signs: new Uint8Array(FORMS_PER_CHUNK) });
      }
      const { words, signs } = chunkOf(length);
      const offset = offsetOf(length);
      write(words, offset, a);
      write(words, offset + size, b < 0n ? -b : b);
      signs[length % FORMS_PER_CHUNK] = b < 0n ? 1 : 0;
      length++;
    },
    at(index) {
      const { words, signs } = chunkOf(index);
      const offset = offsetOf(index);
      const a = read(words, offset);
      const magnitude = read(words, offset + size);
      const b = signs[index % FORMS_PER_CHUNK] === 1 ? -magnitude : magnitude;
      return { a, b, c: (b * b - discriminant) / (a << 2n) };
    },
    thin(factor) {
      const kept = Math.ceil(length / factor);
      for (let index = 1; index < kept; index++) {
        const from = index * factor;
        const [target, source] = [chunkOf(index), chunkOf(from)];
        const start = offsetOf(from);
        target.words.set(source.words.subarray(start, start + 2 * size), offsetOf(index));
        target.signs[index % FORMS_PER_CHUNK] = source.signs[from % FORMS_PER_CHUNK] as number;
      }
      length = kept;
      chunks.length = Math.ceil(kept / FORMS_PER_CHUNK);
    },
  };
}
