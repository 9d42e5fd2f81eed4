/**
 * Binary quadratic forms.
 *
 * A form (a, b, c) stands for a·x² + b·x·y + c·y², with integer coefficients; its discriminant is D = b² - 4ac. For D < 0
 * and a > 0 all values are positive. Forms that differ only by a change of variables x ← αx + βy, y ← γx + δy with
 * αδ - βγ = 1 take the same values and are called equivalent. Gauss found that the classes of equivalent forms of one D
 * can be multiplied and are a finite abelian group: the class group.
 *
 * Nobody knows how to find its order for a large D without enormous work. So nobody can shorten the computation of
 * x^(2^T) to anything less than T squarings, one after the other; and that is a proof that time has passed.
 *
 * Each class contains exactly one *reduced* form: -a < b ≤ a ≤ c, and b ≥ 0 if a = c. Wherever a form is written down or
 * compared it is reduced, so any correct way to compute gives the same bytes.
 */

export interface Form {
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

/** The form with these a and b, or null if there is none: 4a must divide b² - D, and a must be positive. */
export function formFrom(discriminant: bigint, a: bigint, b: bigint): Form | null {
  if (a <= 0n) return null;
  const numerator = b * b - discriminant;
  const c = numerator / (4n * a);
  return c * 4n * a === numerator ? { a, b, c } : null;
}

export function isReduced({ a, b, c }: Form): boolean {
  return -a < b && b <= a && a <= c && (b >= 0n || a !== c);
}

/** Whether two reduced forms are the same class. */
export function equalForms(f: Form, g: Form): boolean {
  return f.a === g.a && f.b === g.b;
}
