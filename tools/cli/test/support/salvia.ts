import { main } from '../../src/index.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, without a terminal. */
export async function salvia(...argv: readonly string[]): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    isTTY: false,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

/** Runs a command that must succeed and gives the JSON that it prints. */
export async function salviaJson<T>(...argv: readonly string[]): Promise<T> {
  const { code, out, err } = await salvia(...argv, '--json');
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
  return JSON.parse(out) as T;
}
