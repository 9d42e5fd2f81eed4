import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DevnetProcess, readyFile, rpcOf, startDevnet, until } from './process.ts';

const minutes = 60_000;

interface NodeState {
  readonly height: number;
  readonly lca: { readonly height: number; readonly headerHash: string };
  readonly tips: readonly { readonly height: number; readonly headerHash: string }[];
}

describe('a role that is killed', () => {
  let devnet: DevnetProcess;
  const stateOf = (node: string) => rpcOf(devnet.folder, node).state<NodeState>();

  beforeAll(async () => {
    devnet = startDevnet([]);
    await devnet.event('running', 3 * minutes);
    await until(async () => ((await stateOf('node-1')).height >= 2 ? true : null), 2 * minutes);
  }, 6 * minutes);
  afterAll(() => devnet.clean());

  /** The highest block that a node has told the world about. */
  const tipOf = async (node: string) =>
    (await stateOf(node)).tips.reduce((best, tip) => (tip.height > best.height ? tip : best));

  test.each([['timelord'], ['farmer-1'], ['harvester-1'], ['introducer'], ['node-2'], ['node-1']])(
    '%s is started again, the chain goes on, and nothing is lost',
    async (service) => {
      const watched = service === 'node-2' ? 'node-1' : 'node-2';
      const before = await tipOf(watched);
      const ownBefore = service.startsWith('node') ? await tipOf(service) : null;
      const killed = readyFile(devnet.folder, service);
      process.kill(killed?.pid ?? 0, 'SIGKILL');
      await until(() => {
        const ready = readyFile(devnet.folder, service);
        return ready !== null && ready.pid !== killed?.pid ? ready : null;
      }, 30_000);
      if (ownBefore)
        expect(await rpcOf(devnet.folder, service).get('/block', { hash: ownBefore.headerHash })).toBeTruthy();
      await until(async () => ((await tipOf(watched)).height > before.height ? true : null), 30_000);
      const [first, second] = ['node-1', 'node-2'] as const;
      await until(async () => {
        const [one, two] = await Promise.all([tipOf(first), tipOf(second)]);
        return one.height > before.height && two.height > before.height ? true : null;
      }, 30_000);
    },
    2 * minutes,
  );
});
