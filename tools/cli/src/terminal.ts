/** Where a command writes; tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly isTTY: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTTY: process.stderr.isTTY === true,
};
