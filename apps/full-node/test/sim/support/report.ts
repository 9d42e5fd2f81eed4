import type { ScenarioFinding } from '@salvia/testkit';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** Says how long things took: in the simulation, and on this machine. */
export function report(
  title: string,
  run: {
    readonly findings: readonly ScenarioFinding[];
    readonly simulatedMs: number;
    readonly realMs: number;
  },
): void {
  const lines = run.findings.map(
    ({ that, afterMs }) => `    ${that}: ${afterMs === null ? 'not in time' : `after ${seconds(afterMs)}`}`,
  );
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  lines.push(`    simulated ${seconds(run.simulatedMs)} in ${seconds(run.realMs)}, ${memory} MiB`);
  process.stderr.write(`  ${title}\n${lines.join('\n')}\n`);
}
