import type { CheckArguments, CheckName } from './checks.ts';

/** What is sent to a worker: plain data only. What does not change between tasks, the worker was given at its start. */
export interface CheckTask<Name extends CheckName = CheckName> {
  readonly check: Name;
  readonly args: CheckArguments[Name];
}
