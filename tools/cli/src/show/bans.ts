import type { BanView, RpcClient } from '@salvia/service';
import { printResult, type ResultOptions } from '../result.ts';
import { formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Whom a service has banned, those first whose ban ends first. */
export async function showBans(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const { bans } = await client.get<{ bans: BanView[] }>('/bans');
  const inOrder = [...bans].sort((a, b) => a.until - b.until);
  printResult(terminal, options, { bans: inOrder.map((ban) => ({ ...ban })) }, () =>
    formatTable(
      ['until', 'because of', 'key'],
      inOrder.map(({ until, reason, key }) => [new Date(until).toISOString(), reason ?? '', key]),
    ),
  );
}

/** Lets a banned peer come back. */
export async function liftBan(
  terminal: Terminal,
  client: RpcClient,
  key: string,
  options: ResultOptions,
): Promise<void> {
  const answer = await client.post<{ lifted: string }>('/bans/lift', { key });
  printResult(terminal, options, answer, () => [`lifted: ${answer.lifted}`]);
}
