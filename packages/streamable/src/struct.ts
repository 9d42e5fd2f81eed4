import { type Codec, decodeStream, defineCodec, encodeStream, streamPieces } from './codec.ts';
import { type Field, type FieldOptions, type Fields, fieldViews, listFields, type RecordOf } from './fields.ts';
import { cborHeadSize, expectBytes } from './shape.ts';

/** A codec with named fields. */
export interface RecordCodec<F extends Fields> extends Codec<RecordOf<F>> {
  readonly fields: F;
  /** The fields in serialization order, with their wire names. */
  readonly layout: readonly Field[];
}

/** A streamable record: its fields back to back; in CBOR a byte string holding them (consensus 2.2). */
export function struct<const F extends Fields>(name: string, fields: F, options: FieldOptions = {}): RecordCodec<F> {
  const layout = listFields(fields, options);
  const { minSize, maxSize, write, read, toJson, fromJson, equals } = fieldViews<F>(name, layout);
  const stream = { minSize, write, read };
  return {
    fields,
    layout,
    ...defineCodec<RecordOf<F>>({
      name,
      minSize,
      maxSize,
      minCborSize: cborHeadSize(minSize) + minSize,
      maxCborSize: cborHeadSize(maxSize) + maxSize,
      write,
      read,
      toCbor: (value) => encodeStream(stream, value),
      toWire: (value) => streamPieces(stream, value),
      fromCbor: (value, decoding) => decodeStream(stream, expectBytes(value), decoding),
      toJson,
      fromJson,
      equals,
    }),
  };
}
