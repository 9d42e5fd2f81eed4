import { type Codec, defineCodec, UnreadArray } from './codec.ts';
import { StreamableError, within } from './error.ts';
import { badShape, expectArray } from './shape.ts';

const LONGEST = 0xffff_ffff;

/** Maps items, naming the one that fails. */
function mapItems<A, B>(items: Iterable<A>, convert: (item: A) => B): B[] {
  const result: B[] = [];
  try {
    for (const item of items) result.push(convert(item));
  } catch (error) {
    throw within(error, `[${result.length}]`);
  }
  return result;
}

/** Any number of items behind a 4-byte count. Items must have a size, so that a count is bounded by the input. */
export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  if (item.minSize < 1)
    throw new StreamableError('BAD_SHAPE', `items of a list need a size, ${item.name} may be empty`);
  const checked = (value: readonly T[]): readonly T[] => {
    if (!Array.isArray(value)) throw badShape('an array', value);
    if (value.length > LONGEST) throw new StreamableError('OUT_OF_RANGE', `${value.length} items are too many`);
    return value;
  };
  return defineCodec<readonly T[]>({
    name: `List[${item.name}]`,
    minSize: 4,
    maxSize: Infinity,
    minCborSize: 1,
    maxCborSize: Infinity,
    write(out, value) {
      out.uint32(checked(value).length);
      mapItems(value, (element) => item.write(out, element));
    },
    read(input) {
      const count = input.uint32();
      // Refused at once: a huge count must not make us loop or allocate.
      if (count * item.minSize > input.remaining) {
        throw new StreamableError('TRUNCATED', `${count} items of ${item.name} in ${input.remaining} bytes`);
      }
      const result: T[] = [];
      try {
        while (result.length < count) result.push(item.read(input));
      } catch (error) {
        throw within(error, `[${result.length}]`);
      }
      return result;
    },
    toCbor: (value) => mapItems(checked(value), item.toCbor),
    fromCbor(value, options) {
      // One at a time: hundreds of thousands of values that live until the last is read cost more than all else.
      const elements = value instanceof UnreadArray ? value : expectArray(value);
      return mapItems(elements, (element) => item.fromCbor(element, options));
    },
    toJson: (value) => mapItems(checked(value), item.elementToJson ?? item.toJson),
    fromJson: (value) => mapItems(expectArray(value), item.fromJson),
    equals: (a, b) => a.length === b.length && a.every((element, index) => item.equals(element, b[index] as T)),
  });
}
