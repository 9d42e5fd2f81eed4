import type { JsonValue } from '@salvia/service';

/** The leaves of a JSON value by their paths; short lists of plain values stay on one line. */
export function flatten(value: JsonValue, path = ''): (readonly [path: string, value: string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value ?? 'none')]];
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return [[path, value.join(', ') || 'none']];
    return value.flatMap((item, index) => flatten(item, `${path}[${index}]`));
  }
  return Object.entries(value).flatMap(([key, item]) => flatten(item, path === '' ? key : `${path}.${key}`));
}

const isPlain = (value: JsonValue): boolean => typeof value !== 'object' || value === null;
