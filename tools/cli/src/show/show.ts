import { createRpcClient, type JsonValue, type RemoteConnection, type RpcClient, readRpcTls } from '@salvia/service';
import { CliError } from '../cli-error.ts';
import type { ShowOptions, Subject } from '../commands/show.ts';
import { printResult, type ResultOptions } from '../result.ts';
import { formatFields, formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { liftBan, showBans } from './bans.ts';
import { flatten } from './flatten.ts';
import { showSync } from './sync.ts';

/** Shows one subject of the service whose RPC listens at a URL. */
export async function show(terminal: Terminal, subject: Subject, url: string, options: ShowOptions): Promise<void> {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CliError('USAGE', `--rpc: found "${url}", allowed: a URL such as http://127.0.0.1:8555`);
  }
  if (options.lift !== undefined && subject !== 'bans') throw new CliError('USAGE', '--lift goes with bans');
  const client = createRpcClient(url, { tls: options.tlsDir === undefined ? null : readRpcTls(options.tlsDir) });
  if (options.sync) {
    if (subject !== 'state') throw new CliError('USAGE', '--sync stands alone');
    return showSync(terminal, client, options);
  }
  switch (subject) {
    case 'state':
      return showState(terminal, client, options);
    case 'tips':
      return showTips(terminal, client, options);
    case 'peers':
      return showPeers(terminal, client, options);
    case 'bans':
      return options.lift === undefined
        ? showBans(terminal, client, options)
        : liftBan(terminal, client, options.lift, options);
    case 'metrics':
      return showMetrics(terminal, client, options);
  }
}

async function showState(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const state = await client.state<JsonValue>();
  printResult(terminal, options, state, () => formatFields(flatten(state)));
}

interface TipView {
  readonly height: number;
  readonly headerHash: string;
  readonly weight: string;
  readonly timestamp: string;
}

async function showTips(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const { tips, lca } = await client.state<{ tips?: TipView[]; lca?: TipView }>();
  if (!tips || !lca) throw new CliError('FAILED', `${client.url} is no full node: its state has no tips`);
  const row = (mark: string) => (tip: TipView) => [
    mark,
    String(tip.height),
    tip.headerHash,
    tip.weight,
    new Date(Number(tip.timestamp) * 1000).toISOString(),
  ];
  const rows = [...tips].sort((a, b) => b.height - a.height).map(row('tip'));
  const value = { tips: tips.map((tip) => ({ ...tip })), lca: { ...lca } };
  printResult(terminal, options, value, () =>
    formatTable(['', 'height', 'header hash', 'weight', 'time'], [...rows, row('LCA')(lca)]),
  );
}

async function showPeers(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const connections = await client.connections();
  const heading = ['type', 'peer', 'direction', 'node id', 'last message', 'KiB in', 'KiB out', 'round trip', 'clock'];
  const value = { connections: connections.map((connection) => ({ ...connection })) };
  printResult(terminal, options, value, () => formatTable(heading, connections.map(peerRow)));
}

function peerRow(peer: RemoteConnection): string[] {
  const kib = (bytes: number) => (bytes / 1024).toFixed(1);
  return [
    peer.type,
    `${peer.host}:${peer.port}`,
    peer.outbound ? 'outbound' : 'inbound',
    peer.nodeId.slice(2, 12),
    peer.lastMessageAt === 0 ? 'never' : new Date(peer.lastMessageAt).toISOString(),
    kib(peer.bytesIn),
    kib(peer.bytesOut),
    peer.roundTripMs === null ? '' : `${peer.roundTripMs.toFixed(0)} ms`,
    peer.clockOffsetMs === null ? '' : signed(peer.clockOffsetMs),
  ];
}

/** How far a clock is ahead of ours (+) or behind it. */
const signed = (milliseconds: number): string =>
  `${milliseconds < 0 ? '-' : '+'}${
    Math.abs(milliseconds) < 10_000 ? `${Math.abs(milliseconds)} ms` : `${Math.round(Math.abs(milliseconds) / 1000)} s`
  }`;

async function showMetrics(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const metrics = [...(await client.metrics())];
  printResult(terminal, options, Object.fromEntries(metrics), () =>
    formatFields(metrics.map(([name, value]) => [name, String(value)])),
  );
}
