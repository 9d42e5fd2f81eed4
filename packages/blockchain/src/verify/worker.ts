import { selectBackend } from '@salvia/bls';
import { type CheckName, type CheckResults, type Checks, createChecks, type VdfSchemeName } from './checks.ts';
import type { CheckTask } from './task.ts';

const checks = new Map<VdfSchemeName, Checks>();
let backend: Promise<unknown> | undefined;

/** What a worker thread of the pool does with each task. */
export async function check<Name extends CheckName>(task: CheckTask<Name>): Promise<CheckResults[Name]> {
  backend ??= selectBackend();
  await backend;
  let known = checks.get(task.vdfScheme);
  if (known === undefined) checks.set(task.vdfScheme, (known = createChecks(task.vdfScheme)));
  return known[task.check](...task.args);
}
