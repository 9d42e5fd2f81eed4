import type { z } from 'zod';
import { allowedOf } from './allowed.ts';
import { layersOf } from './field.ts';

const LONGEST_FOUND = 80;

/** One line about the first thing that is wrong with a configuration: field, what was found, what is allowed. */
export function complaintOf(
  schema: z.ZodObject,
  issue: z.core.$ZodIssue,
  input: Readonly<Record<string, unknown>>,
  sourceOf: (key: string) => string,
): { field: string; line: string } {
  if (issue.code === 'unrecognized_keys') return unknownKey(schema, issue, sourceOf);
  const field = pathText(issue.path);
  const source = sourceOf(String(issue.path[0]));
  const allowed = issue.code === 'custom' ? issue.message : allowedOf(typeAt(schema, issue.path));
  return { field, line: `${field}${source}: found ${foundText(valueAt(input, issue.path))}, allowed: ${allowed}` };
}

function unknownKey(
  schema: z.ZodObject,
  issue: z.core.$ZodIssueUnrecognizedKeys,
  sourceOf: (key: string) => string,
): { field: string; line: string } {
  const [key = ''] = issue.keys;
  const path = [...issue.path, key];
  const owner = typeAt(schema, issue.path);
  const def = layersOf(owner).at(-1)?._zod.def;
  const allowed = def?.type === 'object' ? Object.keys(def.shape).join(', ') : allowedOf(owner);
  const field = pathText(path);
  return { field, line: `${field}${sourceOf(String(path[0]))}: found an unknown field, allowed: ${allowed}` };
}

/** The deepest type on the way to a path that the schema still describes. */
function typeAt(type: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType {
  const [key, ...rest] = path;
  const def = layersOf(type).at(-1)?._zod.def;
  if (key === undefined || def === undefined) return type;
  if (def.type === 'object') {
    const next = def.shape[String(key)];
    return next === undefined ? type : typeAt(next, rest);
  }
  if (def.type === 'array') return typeAt(def.element, rest);
  if (def.type === 'pipe') return describes(type) ? type : typeAt(def.out, path);
  return type;
}

/** A type with its own words (an endpoint) is described as a whole, not by its inner fields. */
function describes(type: z.core.$ZodType): boolean {
  return layersOf(type).some((layer) => !allowedOf(layer).startsWith('a value of type'));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    // A text that the schema would have split (host:port) has no inside: show it whole.
    if (typeof value !== 'object' || value === null) return value;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function foundText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join('');
}
