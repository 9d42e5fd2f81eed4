import { afterAll, describe, expect, test } from '@jest/globals';
import { type DevnetProcess, startDevnet } from './process.ts';

const minutes = 60_000;

interface Result {
  readonly firstBlockSeconds: number;
  readonly blockSeconds: number;
  readonly nodes: readonly { name: string; height: number; lca: string; tips: number[] }[];
  readonly roles: readonly { role: string; rssMb: number }[];
}

describe('a devnet', () => {
  let devnet: DevnetProcess;
  afterAll(() => devnet.clean());

  test(
    'farms genuine blocks on two nodes that find each other through the introducer, and agree',
    async () => {
      devnet = startDevnet(['--until-height', '5', '--timeout', '240']);
      const { code, last, stderr } = await devnet.ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { nodes, roles, firstBlockSeconds } = last as unknown as Result;
      expect(nodes.map(({ name }) => name)).toEqual(['node-1', 'node-2']);
      expect(Math.min(...nodes.map(({ height }) => height))).toBeGreaterThanOrEqual(5);
      expect(new Set(nodes.map(({ lca }) => lca)).size).toBe(1);
      expect(new Set(roles.map(({ role }) => role))).toEqual(
        new Set(['introducer', 'full-node', 'timelord', 'farmer', 'harvester', 'wallet']),
      );
      expect(firstBlockSeconds).toBeGreaterThan(0);
    },
    5 * minutes,
  );

  test(
    'continues its chain when it is started again',
    async () => {
      const again = startDevnet(['--until-height', '7', '--timeout', '180'], devnet.folder);
      const { code, last, stderr } = await again.ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const heights = again.lines.filter(({ event }) => event === 'height').map(({ height }) => height as number);
      expect(heights[0]).toBeGreaterThanOrEqual(5);
      expect((last as unknown as Result).nodes).toHaveLength(2);
    },
    4 * minutes,
  );

  test(
    'refuses to go on with other parameters than its chain was made with',
    async () => {
      const { code, last } = await startDevnet(['--block-time', '20'], devnet.folder).ended;
      expect(code).toBe(1);
      expect(last).toMatchObject({ error: { code: 'BAD_DATA_DIR' } });
    },
    minutes,
  );

  test(
    'stops in order on SIGTERM, with a result',
    async () => {
      const again = startDevnet([], devnet.folder);
      await again.event('height', minutes);
      again.signal('SIGTERM');
      const { code, last } = await again.ended;
      expect(code).toBe(0);
      expect(last).toHaveProperty('nodes');
    },
    3 * minutes,
  );
});
