import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Coin } from '@salvia/protocol';
import { fateOf, type Payment, payment, push, rewardsOf } from '../payments.ts';
import { until } from '../process.ts';
import type { Service } from '../service.ts';
import type { StateView } from '../views.ts';
import { describeNetns } from './describe-netns.ts';
import { type Side, startTwoSides, type TwoSides } from './two-sides.ts';

const seconds = 1000;
const minutes = 60 * seconds;

interface WeighedState extends StateView {
  readonly tips: readonly { readonly height: number; readonly headerHash: string; readonly weight: string }[];
  readonly peers: Readonly<Record<string, number>>;
}

const stateOf = ({ rpc }: Service) => rpc.state<WeighedState>();
const topOf = ({ tips }: WeighedState) =>
  tips.reduce((best, tip) => (BigInt(tip.weight) > BigInt(best.weight) ? tip : best));
const lowestWeight = ({ tips }: WeighedState) =>
  tips.map(({ weight }) => BigInt(weight)).reduce((least, weight) => (weight < least ? weight : least));
const hasLca =
  ({ lca }: StateView) =>
  (other: StateView) =>
    other.lca.headerHash === lca.headerHash;
const hashAt = async ({ rpc }: Service, height: number) =>
  (await rpc.get<{ headerHash: string | null }>('/height', { height: `${height}` })).headerHash;

describeNetns('four full nodes on two sides of a link that is cut', () => {
  let net: TwoSides;
  const fatesAt = ({ rpc }: Service, of: readonly Payment[]) => Promise.all(of.map((it) => fateOf(rpc, it)));

  const all = (look: (node: Service) => Promise<boolean>, limitMs: number) =>
    until(async () => ((await Promise.all(net.nodes.map(look))).every(Boolean) ? true : null), limitMs);
  const reaches = (side: Side, height: number, limitMs: number) =>
    until(async () => {
      const states = await Promise.all(side.nodes.map(stateOf));
      return states.every((state) => topOf(state).height >= height) ? true : null;
    }, limitMs);

  /** Sends payments on a side, each spending a reward that both sides know. */
  async function pay(side: Side, rewards: readonly Coin[]): Promise<Payment[]> {
    const made = rewards.map((coin) => payment(net.network, coin));
    for (const it of made) expect(await push(side.nodes[1].rpc, it)).toMatchObject({ status: 'SUCCESS' });
    return made;
  }

  /** Rewards that all four nodes know. */
  async function sharedRewards(): Promise<Coin[]> {
    const [node] = net.left.nodes;
    const { lca } = await stateOf(node);
    const rewards = await rewardsOf(node.rpc);
    await all(async (other) => (await hashAt(other, lca.height)) === lca.headerHash, 20 * seconds);
    return rewards;
  }

  /** Two nodes of a side, once they have the same tips. */
  const agree = ({ nodes: [one, two] }: Side) =>
    until(async () => {
      const [first, second] = await Promise.all([stateOf(one), stateOf(two)]);
      const isSame = topOf(first).headerHash === topOf(second).headerHash && hasLca(first)(second);
      return isSame ? first : null;
    }, 60 * seconds);
  /** So that no tip of the other is left. */
  const outweighs = async (heavier: Side, lighter: Side) => {
    const [heavy, light] = await Promise.all([heavier, lighter].map(({ nodes }) => stateOf(nodes[0])));
    return heavy !== undefined && light !== undefined && lowestWeight(heavy) > BigInt(topOf(light).weight);
  };

  beforeAll(async () => {
    net = await startTwoSides();
    await all(async (node) => {
      const { lca, peers } = await stateOf(node);
      return lca.height >= 8 && (peers.FULL_NODE ?? 0) >= 2;
    }, 2 * minutes);
  }, 10 * minutes);
  afterAll(() => net?.close(), minutes);

  describe.each([
    ['left', 'right'],
    ['right', 'left'],
  ] as const)('whose %s side gets the heavier chain', (nameOfHeavier, nameOfLighter) => {
    let heavier: Side;
    let lighter: Side;
    const payments = new Map<Side, Payment[]>();
    const fatesOf = (side: Side, node: Service) => fatesAt(node, payments.get(side) ?? []);
    const paid = Array(3).fill('paid');

    test(
      'both sides farm 20 blocks of their own, with transactions of their own',
      async () => {
        [heavier, lighter] = [net[nameOfHeavier], net[nameOfLighter]];
        const rewards = await sharedRewards();
        await net.cable.cut();
        const start = Math.max(...(await Promise.all(net.nodes.map(stateOf))).map((state) => topOf(state).height));
        payments.set(heavier, await pay(heavier, rewards.slice(0, 3)));
        payments.set(lighter, await pay(lighter, rewards.slice(3, 6)));
        await Promise.all([heavier, lighter].map((side) => reaches(side, start + 20, 2 * minutes)));
        for (const side of [heavier, lighter])
          for (const node of side.nodes) expect(await fatesOf(side, node)).toEqual(paid);
        // Time stands still from here on, first on the side that is to be the lighter one.
        lighter.timelord.signal('SIGSTOP');
        await agree(lighter);
        await until(async () => (await outweighs(heavier, lighter)) || null, 2 * minutes);
        heavier.timelord.signal('SIGSTOP');
      },
      4 * minutes,
    );

    test(
      'healed, all have that chain, and the transactions of the other wait again where they were farmed',
      async () => {
        const [kept, dropped] = [await agree(heavier), await agree(lighter)];
        await net.cable.heal();
        await all(async (node) => hasLca(kept)(await stateOf(node)), 150 * seconds);
        for (const node of net.nodes) expect(await hashAt(node, dropped.lca.height)).not.toBe(dropped.lca.headerHash);
        for (const node of net.nodes) expect(await fatesOf(heavier, node)).toEqual(paid);
        for (const node of lighter.nodes) expect(await fatesOf(lighter, node)).toEqual(Array(3).fill('waits'));
      },
      3 * minutes,
    );

    test(
      'no transaction of either side is lost: all are on the one chain',
      async () => {
        for (const { timelord } of [heavier, lighter]) timelord.signal('SIGCONT');
        const fates = async () =>
          (
            await Promise.all(net.nodes.flatMap((node) => [heavier, lighter].map((side) => fatesOf(side, node))))
          ).flat();
        await until(async () => (await fates()).every((fate) => fate === 'paid') || null, 2 * minutes).catch(() => {});
        expect(await fates()).toEqual(Array(24).fill('paid'));
      },
      3 * minutes,
    );
  });
});
