import type { GeneratorRun, Spend } from '@salvia/clvm';

/** Mojo that the run's conditions demand as a fee, all together (consensus 8.3 T12, 11.2 M9). */
export function reservedFees(run: GeneratorRun): bigint {
  return run.spends.reduce((sum, spend) => sum + reservedBy(spend), 0n);
}

function reservedBy({ conditions }: Spend): bigint {
  return conditions.reduce((sum, condition) => (condition.kind === 'reserveFee' ? sum + condition.amount : sum), 0n);
}
