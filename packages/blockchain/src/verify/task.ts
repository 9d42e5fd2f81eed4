import type { CheckArguments, CheckName, VdfSchemeName } from './checks.ts';

/** What is sent to a worker: plain data only. */
export interface CheckTask<Name extends CheckName = CheckName> {
  readonly vdfScheme: VdfSchemeName;
  readonly check: Name;
  readonly args: CheckArguments[Name];
}
