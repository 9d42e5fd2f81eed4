import { workerData } from 'node:worker_threads';
import { selectBackend } from '@salvia/bls';
import { type CheckName, type CheckResults, type Checks, createChecks } from './checks.ts';
import type { CheckSettings } from './settings.ts';
import type { CheckTask } from './task.ts';

let checks: Promise<Checks> | undefined;

/** What a worker thread of the pool does with each task. */
export async function check<Name extends CheckName>(task: CheckTask<Name>): Promise<CheckResults[Name]> {
  checks ??= selectBackend().then(() => createChecks(workerData as CheckSettings));
  return (await checks)[task.check](...task.args);
}
