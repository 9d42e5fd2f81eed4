import { ask } from './ask.ts';

/** Where a command writes, and whom it asks; tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly isTTY: boolean;
  /**
   * Asks a person for a line; what is hidden does not appear as it is typed. Absent where there is nobody to ask.
   * @throws CliError FAILED if there is no answer
   */
  readonly ask?: (question: string, options?: { readonly hidden?: boolean }) => Promise<string>;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTTY: process.stderr.isTTY === true,
  ...(process.stdin.isTTY && {
    ask: (question, { hidden = false } = {}) => ask({ input: process.stdin, output: process.stderr }, question, hidden),
  }),
};
