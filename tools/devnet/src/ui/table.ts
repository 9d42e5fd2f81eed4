import { formatAmount } from '@salvia/wallet-client';
import { ADDRESS_PREFIX } from '../setup/mnemonic.ts';
import type { Snapshot, WalletRow } from '../watch/snapshot.ts';

const nodeColumns = ['node', 'height', 'tips', 'LCA', 's/block', 'peers'] as const;

/** Rows of text as a table: columns as wide as their widest cell, numbers to the right. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [header, ...rows].map(line).join('\n');
}

const seconds = (value: number | null) => (value === null ? '–' : value.toFixed(1));

const memory = ({ roles }: Snapshot) =>
  roles.map(({ name, rssMb }) => `${name} ${rssMb === null ? 'down' : `${Math.round(rssMb)} MB`}`).join(', ');

/** The live view of a network. */
export function formatSnapshot(snapshot: Snapshot, plotsWanted: number): string {
  const rows = snapshot.nodes.map((node) => [
    node.name,
    `${node.height}`,
    node.tips.join(' '),
    `${node.lcaHeight} ${node.lca.slice(2, 10)}`,
    seconds(node.blockSeconds),
    `${node.peers}`,
  ]);
  const speed = snapshot.iterationsPerSecond;
  return [
    formatTable(nodeColumns, rows),
    '',
    `timelord ${speed === null ? 'waits for work' : `${Math.round(speed).toLocaleString('en')} iterations/s`}, plots ${snapshot.plots} of ${plotsWanted}`,
    formatWallet(snapshot.wallet),
    `memory: ${memory(snapshot)}`,
  ].join('\n');
}

/** What can be spent, and as of which block. */
export const formatWallet = (wallet: WalletRow | null): string =>
  wallet === null
    ? 'wallet does not answer'
    : `wallet has ${formatAmount(wallet.spendable, ADDRESS_PREFIX)} to spend, at height ${wallet.height}`;

/** One line for a log that is no terminal. */
export function formatLine(snapshot: Snapshot): string {
  const nodes = snapshot.nodes.map(({ name, height, lcaHeight }) => `${name} height ${height} LCA ${lcaHeight}`);
  const pace = seconds(snapshot.nodes[0]?.blockSeconds ?? null);
  return `${nodes.join(' | ')} | ${pace} s/block | plots ${snapshot.plots}`;
}
