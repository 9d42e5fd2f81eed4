import { describe } from '@jest/globals';
import { netnsMissing } from '@salvia/testkit';

/** A suite that needs network namespaces; elsewhere it is skipped, and both its title and the output say why. */
export function describeNetns(title: string, suite: () => void): void {
  const why = netnsMissing();
  if (why === null) return describe(title, suite);
  process.stderr.write(`skipped: ${title}: ${why}\n`);
  describe.skip(`${title} (skipped: ${why})`, suite);
}
