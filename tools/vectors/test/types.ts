import { publicKey, signature } from '@salvia/protocol';
import * as streamable from '@salvia/streamable';
import { type AnyCodec, list, optional, struct, tuple } from '@salvia/streamable';
import { records } from './codecs.ts';

const SIMPLE: Readonly<Record<string, AnyCodec>> = {
  G1Element: publicKey,
  G2Element: signature,
  Program: streamable.program,
  ...Object.fromEntries(
    (['uint8', 'uint16', 'uint32', 'uint64', 'uint128', 'int8', 'int16', 'int32', 'int64', 'int512'] as const).map(
      (name) => [name, streamable[name]],
    ),
  ),
  ...Object.fromEntries(
    (['bool', 'str', 'bytes', 'bytes4', 'bytes32', 'bytes48', 'bytes96', 'bytes480'] as const).map((name) => [
      name,
      streamable[name],
    ]),
  ),
};

/** Splits `bytes32, Optional[bytes]` at the commas outside brackets. */
function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at];
    if (letter === '[') depth++;
    if (letter === ']') depth--;
    if (at === text.length || (letter === ',' && depth === 0)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts;
}

/** The codec of a type as the reference writes it, such as `List[Tuple[bytes32, Optional[Coin]]]`. */
export function typeCodec(type: string, declared: ReadonlyMap<string, AnyCodec> = records): AnyCodec {
  const [, outer, inner] = /^(\w+)\[(.*)\]$/.exec(type) ?? [];
  if (outer === 'List') return list(typeCodec(inner as string, declared));
  if (outer === 'Optional') return optional(typeCodec(inner as string, declared));
  if (outer === 'Tuple') return tuple(...splitTypes(inner as string).map((item) => typeCodec(item, declared)));
  const codec = SIMPLE[type] ?? declared.get(type);
  if (codec === undefined) throw new Error(`no type ${type}`);
  return codec;
}

/** A record with the fields that the reference data declares; its own names are the wire names. */
export const declaredRecord = (
  name: string,
  fields: readonly (readonly [string, string])[],
  declared: ReadonlyMap<string, AnyCodec>,
) =>
  struct(name, Object.fromEntries(fields.map(([field, type]) => [field, typeCodec(type, declared)])), {
    names: Object.fromEntries(fields.map(([field]) => [field, field])),
  });
