import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from './cli-error.ts';

/** Where a person is. */
export interface Dialogue {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Swallows what the line editor would echo. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Asks for a line. The terminal echoes nothing by itself meanwhile; the line editor does, unless it is hidden. */
export function ask({ input, output }: Dialogue, question: string, hidden: boolean): Promise<string> {
  if (hidden) output.write(question);
  const editor = createInterface({ input, output: hidden ? nowhere() : output, terminal: true, historySize: 0 });
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      editor.removeAllListeners('close');
      editor.close();
      if (hidden) output.write('\n');
      settle();
    };
    const refuse = () => finish(() => reject(new CliError('FAILED', 'no answer: nothing is done')));
    editor.once('SIGINT', refuse);
    editor.once('close', refuse);
    editor.question(hidden ? '' : question, (answer) => finish(() => resolve(answer)));
  });
}
