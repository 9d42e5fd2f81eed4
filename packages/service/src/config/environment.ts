import type { Field } from './field.ts';
import { valueOfText } from './text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Values of the fields whose variable is set; an empty variable counts as not set, as compose files write it. */
export function readEnvironment(fields: readonly Field[], environment: Environment): Record<string, unknown> {
  const set = fields.flatMap((field) => {
    const text = environment[field.variable];
    return text === undefined || text === '' ? [] : [[field.key, valueOfText(field, text)] as const];
  });
  return Object.fromEntries(set);
}
