import { toHex } from '../hex.ts';

/** What a handler may return: plain data with bytes and bigint inside. */
export type RpcValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly RpcValue[]
  | { readonly [key: string]: RpcValue };

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Bytes become 0x-hex, bigint a decimal text; a field that is undefined is left out. */
export function toRpcJson(value: RpcValue): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return toHex(value);
  if (isList(value)) return value.map(toRpcJson);
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, toRpcJson(item)]));
}

function isList(value: RpcValue): value is readonly RpcValue[] {
  return Array.isArray(value);
}
