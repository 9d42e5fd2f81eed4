import { type CborValue, defineCodec, type WireValue } from './codec.ts';
import { StreamableError } from './error.ts';
import {
  type Field,
  type FieldOptions,
  type Fields,
  fieldViews,
  listFields,
  type RecordOf,
  refuseUnknown,
} from './fields.ts';
import { cborHeadSize, expectMap } from './shape.ts';
import type { RecordCodec } from './struct.ts';

const keySize = ({ wireName }: Field): number => cborHeadSize(wireName.length) + wireName.length;

/** A message body: in CBOR a map from field name to value, in declaration order (consensus 2.2). */
export function message<const F extends Fields>(name: string, fields: F, options: FieldOptions = {}): RecordCodec<F> {
  const layout = listFields(fields, options);
  const { build, visit, known, ...views } = fieldViews<F>(name, layout);
  const head = cborHeadSize(layout.length);
  return {
    fields,
    layout,
    ...defineCodec<RecordOf<F>>({
      name,
      ...views,
      minCborSize: layout.reduce((total, field) => total + keySize(field) + field.codec.minCborSize, head),
      maxCborSize: layout.reduce((total, field) => total + keySize(field) + field.codec.maxCborSize, head),
      toCbor(value) {
        const map = new Map<string, CborValue>();
        visit(value, ({ wireName, codec }, part) => map.set(wireName, codec.toCbor(part)));
        return map;
      },
      toWire(value) {
        const map = new Map<string, WireValue>();
        visit(value, ({ wireName, codec }, part) => map.set(wireName, codec.toWire?.(part) ?? codec.toCbor(part)));
        return map;
      },
      fromCbor(value, decoding) {
        const map = expectMap(value);
        const body = build(({ wireName, codec }) => {
          const part = map.get(wireName);
          if (part === undefined) throw new StreamableError('MISSING_FIELD', `${name} needs ${wireName}`);
          return codec.fromCbor(part, decoding);
        });
        if (map.size !== layout.length) refuseUnknown(map.keys(), known);
        return body;
      },
    }),
  };
}
