import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRpcClient } from '@salvia/service';
import { layout } from '../../src/plan/layout.ts';
import { type Command, documentedCommands, openTerminal, type Terminal } from './documented.ts';
import { readyFile, rpcOf, until } from './process.ts';
import type { StateView } from './views.ts';

const seconds = 1000;
const minutes = 60 * seconds;

const [untilHeight = [], goOn = [], fifth = [], look = []] = documentedCommands('docs/join-a-devnet.md');
const operating = documentedCommands('docs/operating.md');
/** The last ones are for a node that is stopped. */
const [whileItRuns, onceStopped] = [operating.slice(0, -1).flat(), operating.at(-1) ?? []];
/** What the page takes for the introducer's address; a devnet takes other ports if these are in use. */
const assumedIntroducer = '127.0.0.1:8445';
const rpcOption = /--rpc-port (\d+)/;

describe('the page about joining a devnet', () => {
  let terminal: Terminal;
  let devnet: Command;
  let node: Command;
  let folder: string;
  const fifthRpc = createRpcClient(`http://127.0.0.1:${rpcOption.exec(fifth.join())?.[1]}`);

  beforeAll(() => {
    terminal = openTerminal();
    folder = join(terminal.folder, '.devnet');
  });
  afterAll(async () => {
    node?.interrupt();
    await node?.ended;
    devnet?.interrupt();
    await devnet?.ended;
    terminal.clean();
  }, minutes);

  const introducer = () => {
    const { ports } = JSON.parse(readFileSync(layout(folder).plan, 'utf8'));
    return `127.0.0.1:${ports.introducer.port}`;
  };
  const startFifth = () => terminal.run(`exec ${fifth[0]}`.replace(assumedIntroducer, introducer()));
  const lcaOf = (height: number) =>
    rpcOf(folder, 'node-1').get<{ headerHash: string }>('/height', { height: `${height}` });

  /** Waits until the fifth node's common ancestor is that of the devnet; its height. */
  const untilJoined = (least: number) =>
    until(async () => {
      const states = await Promise.all([
        fifthRpc.state<StateView>().catch(() => null),
        rpcOf(folder, 'node-1').state<StateView>(),
      ]);
      const [own, others] = states.map((state) => state?.lca);
      if (!own || !others || own.height < least || own.height < others.height - 1) return null;
      return (await lcaOf(own.height)).headerHash === own.headerHash ? own.height : null;
    }, 2 * minutes);

  test(
    'starts a network of four nodes that reaches height 20',
    async () => {
      expect(untilHeight).toHaveLength(1);
      const { code, stdout } = await terminal.run(untilHeight[0] ?? '').ended;
      expect(code).toBe(0);
      const { nodes } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
        nodes: { height: number; lca: string }[];
      };
      expect(nodes).toHaveLength(4);
      expect(Math.min(...nodes.map(({ height }) => height))).toBeGreaterThanOrEqual(20);
      expect(new Set(nodes.map(({ lca }) => lca)).size).toBe(1);
    },
    5 * minutes,
  );

  test(
    'has a fifth node, which knows nothing but the introducer, reach the same common ancestor',
    async () => {
      devnet = terminal.run(goOn[0] ?? '');
      for (const service of ['introducer', 'node-1']) await until(() => readyFile(folder, service), 2 * minutes);
      node = startFifth();
      expect(await untilJoined(20)).toBeGreaterThanOrEqual(20);
    },
    4 * minutes,
  );

  test(
    'shows what the fifth node does',
    async () => {
      const shown = await Promise.all(look.map((command) => terminal.run(command).ended));
      expect(shown.map(({ code }) => code)).toEqual(look.map(() => 0));
      const [sync, tips, peers] = shown.map(({ stdout }) => stdout);
      expect(sync).toMatch(/no sync is under way/);
      expect(tips).toMatch(/^LCA +\d+ +0x[0-9a-f]{64}/m);
      expect(peers).toMatch(/^FULL_NODE/m);
    },
    minutes,
  );

  const runInTurn = async (commands: readonly string[]) => {
    for (const command of commands) {
      const { code, stderr } = await terminal.run(command).ended;
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
    }
  };

  test(
    'and the page about operating a node says what to do beside it',
    async () => {
      expect(whileItRuns.length).toBeGreaterThan(5);
      await runInTurn(whileItRuns);
    },
    2 * minutes,
  );

  test(
    'has it stop on Ctrl-C, and go on where it was',
    async () => {
      const { height } = await fifthRpc.state<StateView>();
      node.interrupt();
      // npx itself ends by the signal, whatever becomes of what it started.
      expect((await node.ended).stdout).toMatch(/"clean":true.*has stopped"}\n$/);
      expect(onceStopped).toHaveLength(1);
      await runInTurn(onceStopped);
      node = startFifth();
      const first = await until(() => fifthRpc.state<StateView>().catch(() => null), minutes);
      expect(first.height).toBeGreaterThanOrEqual(height);
      await untilJoined(height);
    },
    3 * minutes,
  );
});
