import { dirname } from 'node:path';
import { issueToFolder, loadAuthority, readRequestFile } from '@salvia/network';
import type { IssueOptions } from '../commands/tls.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { certificateFields, certificateView } from './certificate-view.ts';

/** Answers a request of a node. */
export async function answerRequest(terminal: Terminal, path: string, options: IssueOptions): Promise<void> {
  const authority = loadAuthority(options.authority);
  const out = options.out ?? dirname(path);
  const { name, days } = options;
  const issued = await issueToFolder(authority, readRequestFile(path), out, {
    ...(name !== undefined && { name }),
    ...(days !== undefined && { days }),
  });
  const view = certificateView(issued);
  printResult(terminal, options, { ...view, folder: out }, () =>
    formatFields([...certificateFields(view), ['written to', `${out}: node.crt, ca.crt`]]),
  );
}
