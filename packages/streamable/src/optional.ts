import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';

/** A value or null: one byte 00, or 01 and the value. In JSON and CBOR only null is absent (consensus Q4). */
export function optional<T>(item: Codec<T>): Codec<T | null> {
  return defineCodec<T | null>({
    name: `Optional[${item.name}]`,
    minSize: 1,
    maxSize: 1 + item.maxSize,
    minCborSize: 1,
    maxCborSize: Math.max(1, item.maxCborSize),
    write(out, value) {
      out.uint8(value === null ? 0 : 1);
      if (value !== null) item.write(out, value);
    },
    read(input) {
      const flag = input.uint8();
      if (flag > 1) throw new StreamableError('BAD_FLAG', `optional marker ${flag}`);
      return flag === 1 ? item.read(input) : null;
    },
    toCbor: (value) => (value === null ? null : item.toCbor(value)),
    fromCbor: (value, options) => (value === null ? null : item.fromCbor(value, options)),
    toJson: (value) => (value === null ? null : item.toJson(value)),
    elementToJson: (value) => (value === null ? null : (item.elementToJson ?? item.toJson)(value)),
    fromJson: (value) => (value === null ? null : item.fromJson(value)),
    equals: (a, b) => (a === null || b === null ? a === b : item.equals(a, b)),
  });
}
