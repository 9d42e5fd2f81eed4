import { main } from '../../src/index.ts';
import type { Terminal } from '../../src/terminal.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface AskedOutcome extends Outcome {
  readonly questions: readonly { readonly question: string; readonly hidden: boolean }[];
}

/** Runs the command in this process, without a terminal. */
export const salvia = (...argv: readonly string[]): Promise<Outcome> => run(argv, {});

/** Runs the command with somebody who gives these answers, one after the other. */
export async function salviaAsked(answers: readonly string[], ...argv: readonly string[]): Promise<AskedOutcome> {
  const questions: { question: string; hidden: boolean }[] = [];
  const outcome = await run(argv, {
    ask: async (question, { hidden = false } = {}) => {
      const answer = answers[questions.length];
      questions.push({ question, hidden });
      if (answer === undefined) throw new Error(`a question too many: ${question}`);
      return answer;
    },
  });
  return { ...outcome, questions };
}

async function run(argv: readonly string[], more: Pick<Terminal, 'ask'>): Promise<Outcome> {
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
    ...more,
  });
  return { code, out, err };
}

/** Runs a command that must succeed and gives the JSON that it prints. */
export async function salviaJson<T>(...argv: readonly string[]): Promise<T> {
  const { code, out, err } = await salvia(...argv, '--json');
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
  return JSON.parse(out) as T;
}
