import type { ErrorName } from '@salvia/protocol';
import type { Ancestry, Parent } from '../ancestry.ts';
import type { Requirements } from '../requirements.ts';
import type { HeaderInput } from './input.ts';

/** What earlier checks found out for later ones. */
export interface Findings {
  /** Of H7, or of pre-validation. */
  qualityString?: Uint8Array;
  /** Of H10. */
  requirements?: Requirements;
}

/** When a check is made at all. */
export type CheckScope = 'always' | 'genesis' | 'child';

/** One row of consensus 7.2. */
export interface HeaderCheck {
  readonly name: string;
  /** The verdict on a block that fails it. */
  readonly error: ErrorName;
  /** Genesis only, blocks with a parent only, or all. */
  readonly scope: CheckScope;
  /** Whether it concerns the proof of time, so is left out for unfinished blocks. */
  readonly finishedOnly?: boolean;
  /** Whether it was made already, in pre-validation. */
  readonly preValidated?: boolean;
  passes(input: HeaderInput, findings: Findings): boolean | Promise<boolean>;
}

/** The parent, in checks that stand after the one that demands it. */
export function parentOf(input: HeaderInput): Parent {
  if (input.parent === null) throw new TypeError('a check of the parent before the check that there is one');
  return input.parent;
}

/** The chain that a block extends; `null` for genesis. */
export function chainOf(input: HeaderInput): Ancestry | null {
  return input.genesis ? null : parentOf(input).ancestry;
}

/** What H7 and H10 found, in checks that stand after them. */
export function found<K extends keyof Findings>(findings: Findings, key: K): NonNullable<Findings[K]> {
  const value = findings[key];
  if (value === undefined) throw new TypeError(`a check that uses the ${key} before the check that finds it`);
  return value;
}
