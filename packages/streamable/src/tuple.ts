import { type AnyCodec, type Codec, defineCodec, UnreadArray, type ValueOf } from './codec.ts';
import { within } from './error.ts';
import { badShape, cborHeadSize, expectArray } from './shape.ts';

type TupleOf<C extends readonly AnyCodec[]> = { readonly [K in keyof C]: ValueOf<C[K]> };

const sum = (codecs: readonly AnyCodec[], size: (codec: AnyCodec) => number): number =>
  codecs.reduce((total, codec) => total + size(codec), 0);

/** A fixed number of values of given types, back to back without a count. */
export function tuple<const C extends readonly AnyCodec[]>(...items: C): Codec<TupleOf<C>> {
  /** Applies `convert` to each codec in turn; the result has the tuple's type by construction. */
  const each = <R>(convert: (codec: AnyCodec, index: number) => R): R[] =>
    items.map((codec, index) => {
      try {
        return convert(codec, index);
      } catch (error) {
        throw within(error, `[${index}]`);
      }
    });
  const wrongShape = (value: unknown) => badShape(`a tuple of ${items.length}`, value);
  const checked = <V>(values: readonly V[]): readonly V[] => {
    if (!Array.isArray(values) || values.length !== items.length) throw wrongShape(values);
    return values;
  };
  return defineCodec<TupleOf<C>>({
    name: `Tuple[${items.map((codec) => codec.name).join(', ')}]`,
    minSize: sum(items, (codec) => codec.minSize),
    maxSize: sum(items, (codec) => codec.maxSize),
    minCborSize: cborHeadSize(items.length) + sum(items, (codec) => codec.minCborSize),
    maxCborSize: cborHeadSize(items.length) + sum(items, (codec) => codec.maxCborSize),
    write(out, value) {
      checked(value);
      each((codec, index) => codec.write(out, value[index]));
    },
    read: (input) => each((codec) => codec.read(input)) as unknown as TupleOf<C>,
    toCbor(value) {
      checked(value);
      return each((codec, index) => codec.toCbor(value[index]));
    },
    fromCbor(value, options) {
      // No tuple is that long, and to find that out its items need not be read.
      if (value instanceof UnreadArray) throw wrongShape(value);
      const values = checked(expectArray(value));
      return each((codec, index) => codec.fromCbor(values[index] as never, options)) as unknown as TupleOf<C>;
    },
    toJson(value) {
      checked(value);
      return each((codec, index) => (codec.elementToJson ?? codec.toJson)(value[index]));
    },
    fromJson(value) {
      const values = checked(expectArray(value));
      return each((codec, index) => codec.fromJson(values[index] as never)) as unknown as TupleOf<C>;
    },
    equals: (a, b) => items.every((codec, index) => codec.equals(a[index], b[index])),
  });
}
