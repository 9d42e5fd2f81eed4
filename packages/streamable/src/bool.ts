import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import { badShape } from './shape.ts';

function expectBool(value: unknown): boolean {
  if (typeof value !== 'boolean') throw badShape('true or false', value);
  return value;
}

/** Four bytes: 00000000 or 00000001 (consensus 1.1). */
export const bool: Codec<boolean> = defineCodec<boolean>({
  name: 'bool',
  minSize: 4,
  maxSize: 4,
  minCborSize: 1,
  maxCborSize: 1,
  write: (out, value) => out.uint32(expectBool(value) ? 1 : 0),
  read(input) {
    const word = input.uint32();
    if (word > 1) throw new StreamableError('BAD_FLAG', `bool word ${word}`);
    return word === 1;
  },
  toCbor: expectBool,
  fromCbor: expectBool,
  toJson: expectBool,
  fromJson: expectBool,
  equals: (a, b) => a === b,
});
