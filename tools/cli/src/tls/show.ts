import { loadIdentity } from '@salvia/network';
import type { RequestOptions } from '../commands/tls.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { certificateFields, certificateView } from './certificate-view.ts';

/** Checks the files of a node as the node itself would, and shows who it is. */
export function showIdentity(terminal: Terminal, options: RequestOptions): void {
  const { certificate, authority } = loadIdentity(options.dir);
  const view = { ...certificateView(certificate), authority: authority === null ? null : certificateView(authority) };
  printResult(terminal, options, view, () =>
    formatFields([
      ...certificateFields(view),
      ['authority', view.authority === null ? 'none: private links stay on this machine' : view.authority.subject],
    ]),
  );
}
