import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import { uint8 } from './integers.ts';
import { cborHeadSize } from './shape.ts';

/** Named integers of one byte: an integer in CBOR; in JSON the name, on reading also the number. */
export function enumeration<const V extends Readonly<Record<string, number>>>(
  name: string,
  values: V,
): Codec<V[keyof V]> {
  type Member = V[keyof V];
  const nameOf = new Map(Object.entries(values).map(([member, number]) => [number, member]));
  const checked = (value: number): Member => {
    if (!nameOf.has(value)) throw new StreamableError('OUT_OF_RANGE', `${value} is no ${name}`);
    return value as Member;
  };
  return defineCodec<Member>({
    name,
    minSize: 1,
    maxSize: 1,
    minCborSize: 1,
    maxCborSize: cborHeadSize(Math.max(...nameOf.keys())),
    write: (out, value) => uint8.write(out, checked(value)),
    read: (input) => checked(input.uint8()),
    toCbor: checked,
    fromCbor: (value) => checked(uint8.fromCbor(value)),
    toJson: (value) => nameOf.get(checked(value)) as string,
    fromJson(value) {
      if (typeof value !== 'string') return checked(uint8.fromJson(value));
      if (Object.hasOwn(values, value)) return values[value] as Member;
      throw new StreamableError('OUT_OF_RANGE', `${value} is no name of ${name}`);
    },
    equals: (a, b) => a === b,
  });
}
