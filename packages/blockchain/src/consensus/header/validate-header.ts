import type { ErrorName } from '@salvia/protocol';
import type { Requirements } from '../requirements.ts';
import { type Findings, found, type HeaderCheck } from './check.ts';
import { HEADER_CHECKS } from './header-checks.ts';
import type { HeaderInput } from './input.ts';

export interface HeaderRejection {
  /** A code of consensus 13. */
  readonly error: ErrorName;
  /** Name of the failed row of consensus 7.2. */
  readonly check: string;
}

export interface ValidHeader extends Requirements {
  /** 32 bytes */
  readonly qualityString: Uint8Array;
}

export type HeaderVerdict = HeaderRejection | ValidHeader;

/** Validates the header of a block, finished or not (consensus 7.2). */
export async function validateHeader(input: HeaderInput): Promise<HeaderVerdict> {
  const findings: Findings = {};
  if (input.preValidated !== undefined) findings.qualityString = input.preValidated.qualityString;
  for (const check of HEADER_CHECKS) {
    if (!applies(check, input)) continue;
    if (!(await check.passes(input, findings))) return { error: check.error, check: check.name };
  }
  return { ...found(findings, 'requirements'), qualityString: found(findings, 'qualityString') };
}

/** The one check of pre-validation that concerns the proof of time. */
const TIME_CHECK = 'H15';

function applies(check: HeaderCheck, { genesis, finished, preValidated, otherTime }: HeaderInput): boolean {
  if (check.scope !== 'always' && (check.scope === 'genesis') !== genesis) return false;
  if (check.finishedOnly && !finished) return false;
  if (!finished || preValidated === undefined || !check.preValidated) return true;
  return otherTime === true && check.name === TIME_CHECK;
}
