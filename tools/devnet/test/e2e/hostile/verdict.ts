import { expect } from '@jest/globals';
import { HostilePeer, type Outcome, openLine, type Stage } from '@salvia/testkit';
import { until } from '../process.ts';
import type { Service } from '../service.ts';

const seconds = 1000;

interface BanView {
  readonly key: string;
  readonly reason: string | null;
}

const bansOf = async ({ rpc }: Service): Promise<readonly BanView[]> =>
  (await rpc.get<{ bans: BanView[] }>('/bans')).bans;

const errorsOf = async ({ rpc }: Service, code: string): Promise<number> =>
  (await rpc.metrics()).get(`salvia_network_errors_total{code="${code}"}`) ?? 0;

const linesFrom = async ({ rpc }: Service, address: string): Promise<number> =>
  (await rpc.connections()).filter(({ host }) => host === address).length;

/** What an attack came to, for those who have to tell. */
export interface Verdict {
  /** Waits until the attacker has what it deserves. */
  passed(): Promise<void>;
}

/** Looks at a node before an attack, to tell later what it brought about. */
export async function judge(node: Service, stage: Stage, outcome: Outcome): Promise<Verdict> {
  const key = `host ${stage.address}`;
  const banOf = async () => (await bansOf(node)).find((ban) => ban.key === key);
  const gone = (except = 0) =>
    until(async () => ((await linesFrom(node, stage.address)) <= except ? true : null), 20 * seconds);

  /** Another id and another line are of no use. */
  async function isShutOut(): Promise<void> {
    const peer = await HostilePeer.greet(stage);
    expect(peer.heard).toEqual([]);
    expect(peer.isOpen).toBe(false);
  }

  if ('banned' in outcome)
    return {
      async passed() {
        const { reason } = await until(async () => (await banOf()) ?? null, 20 * seconds);
        expect(reason).toBe(outcome.banned);
        await gone(outcome.keeps);
        await isShutOut();
      },
    };
  if ('closed' in outcome) {
    const before = await errorsOf(node, outcome.closed);
    return {
      async passed() {
        await until(async () => ((await errorsOf(node, outcome.closed)) > before ? true : null), 20 * seconds);
        await gone();
        expect(await banOf()).toBeUndefined();
        const line = await openLine(stage);
        expect(line.destroyed).toBe(false);
      },
    };
  }
  return {
    async passed() {
      expect(await banOf()).toBeUndefined();
    },
  };
}

/** Whom the node has banned besides those. */
export const bannedBeside = async (node: Service, addresses: ReadonlySet<string>): Promise<readonly BanView[]> =>
  (await bansOf(node)).filter(({ key }) => ![...addresses].some((address) => key === `host ${address}`));
