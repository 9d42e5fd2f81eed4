import { type RpcValue, toRpcJson } from '@salvia/service';
import type { Terminal } from './terminal.ts';

/** What every command that has a result can be told. */
export interface ResultOptions {
  readonly json?: boolean;
}

/** Prints a result: as one line of JSON for programs (bytes 0x-hex, bigint decimal text), else the lines for people. */
export function printResult(
  terminal: Terminal,
  options: ResultOptions,
  value: RpcValue,
  lines: () => readonly string[],
): void {
  if (options.json) terminal.out(`${JSON.stringify(toRpcJson(value))}\n`);
  else
    terminal.out(
      lines()
        .map((line) => `${line}\n`)
        .join(''),
    );
}
