import type { AnyCodec, JsonValue, ValueOf } from './codec.ts';
import { StreamableError, within } from './error.ts';
import type { Reader } from './reader.ts';
import { expectObject, kindOf } from './shape.ts';
import type { Writer } from './writer.ts';

/** Fields of a record or message, in serialization order. */
export type Fields = Readonly<Record<string, AnyCodec>>;
export type RecordOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

export interface FieldOptions {
  /** Wire names that do not follow from the field's name (default: snake_case of it). */
  readonly names?: Readonly<Record<string, string>>;
}

/** One field: its name here, its name on the wire and in JSON, its codec. */
export interface Field {
  readonly key: string;
  readonly wireName: string;
  readonly codec: AnyCodec;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function listFields(fields: Fields, options: FieldOptions): readonly Field[] {
  return Object.entries(fields).map(([key, codec]) => ({
    key,
    wireName: options.names?.[key] ?? snakeCase(key),
    codec,
  }));
}

/** What records and messages have in common: fields one after another, and a JSON object. */
export function fieldViews<F extends Fields>(name: string, fields: readonly Field[]) {
  const known = new Set(fields.map((field) => field.wireName));
  const checked = (value: RecordOf<F>): RecordOf<F> => {
    if (typeof value !== 'object' || value === null) {
      throw new StreamableError('BAD_SHAPE', `a ${name} wanted, found ${kindOf(value)}`);
    }
    return value;
  };
  /** Builds a record field by field; an error names the field it came from. */
  const build = (valueOf: (field: Field) => unknown): RecordOf<F> => {
    const record: Record<string, unknown> = {};
    let current = '';
    try {
      for (const field of fields) {
        current = field.key;
        record[current] = valueOf(field);
      }
    } catch (error) {
      throw within(error, current);
    }
    return record as RecordOf<F>;
  };
  const visit = (value: RecordOf<F>, use: (field: Field, part: unknown) => void): void => {
    checked(value);
    let current = '';
    try {
      for (const field of fields) {
        current = field.key;
        use(field, value[current]);
      }
    } catch (error) {
      throw within(error, current);
    }
  };
  return {
    build,
    visit,
    known,
    minSize: fields.reduce((total, { codec }) => total + codec.minSize, 0),
    maxSize: fields.reduce((total, { codec }) => total + codec.maxSize, 0),
    write: (out: Writer, value: RecordOf<F>): void => visit(value, ({ codec }, part) => codec.write(out, part)),
    read: (input: Reader): RecordOf<F> => build(({ codec }) => codec.read(input)),
    toJson(value: RecordOf<F>): JsonValue {
      const object: Record<string, JsonValue> = {};
      visit(value, ({ codec, wireName }, part) => {
        object[wireName] = codec.toJson(part);
      });
      return object;
    },
    fromJson(value: JsonValue): RecordOf<F> {
      const object = expectObject(value);
      refuseUnknown(Object.keys(object), known);
      return build(({ codec, wireName }) => {
        const part = Object.hasOwn(object, wireName) ? object[wireName] : undefined;
        if (part === undefined) throw new StreamableError('MISSING_FIELD', `${name} needs ${wireName}`);
        return codec.fromJson(part);
      });
    },
    equals: (a: RecordOf<F>, b: RecordOf<F>): boolean => fields.every(({ key, codec }) => codec.equals(a[key], b[key])),
  };
}

/** A name that the type does not declare is an error, not something to skip. */
export function refuseUnknown(names: Iterable<string>, known: ReadonlySet<string>): void {
  for (const name of names) if (!known.has(name)) throw new StreamableError('UNKNOWN_FIELD', `no field ${name}`);
}
