import { type CborValue, type JsonValue, UnreadArray } from './codec.ts';
import { StreamableError } from './error.ts';

/** Names the kind of a value for an error message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value) || value instanceof UnreadArray) return `an array of ${value.length}`;
  if (value instanceof Map) return 'a map';
  return typeof value;
}

export function badShape(wanted: string, value: unknown): StreamableError {
  return new StreamableError('BAD_SHAPE', `${wanted} wanted, found ${kindOf(value)}`);
}

export function expectBytes(value: CborValue): Uint8Array {
  if (!(value instanceof Uint8Array)) throw badShape('bytes', value);
  return value;
}

export function expectArray<T extends CborValue | JsonValue>(value: T): readonly T[] {
  if (value instanceof UnreadArray) return [...value] as T[];
  if (!Array.isArray(value)) throw badShape('an array', value);
  return value;
}

export function expectMap(value: CborValue): ReadonlyMap<string, CborValue> {
  if (!(value instanceof Map)) throw badShape('a map', value);
  return value;
}

export function expectObject(value: JsonValue): { readonly [key: string]: JsonValue } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badShape('an object', value);
  return value as { readonly [key: string]: JsonValue };
}

/** Size of a CBOR head (type and length) for a count or length; 9 when it has no bound. */
export function cborHeadSize(length: number): number {
  if (length < 24) return 1;
  if (length < 0x100) return 2;
  if (length < 0x10000) return 3;
  return length < 0x1_0000_0000 ? 5 : 9;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
