import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Address } from '@salvia/peer-store';
import { answers } from '../src/vetting/answers.ts';
import { createVetting, type Vetting } from '../src/vetting/vetting.ts';

const log = { debug: () => {} };
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('answering', () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('whoever listens answers; whoever does not, does not', async () => {
    server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await answers({ host: '127.0.0.1', port })).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await answers({ host: '127.0.0.1', port })).toBe(false);
  });
});

describe('rounds', () => {
  let vetting: Vetting;
  afterEach(() => vetting.stop());

  test('everybody without a valid vetting is dialled, a few at a time, again and again', async () => {
    const found: [number, boolean][] = [];
    let atOnce = 0;
    let most = 0;
    const ports = Array.from({ length: 30 }, (_, n) => n + 1);
    const list = {
      unvetted: () => ports.map((port) => ({ host: '127.0.0.1', port })),
      vetted: ({ port }: Address, answered: boolean) => void found.push([port, answered]),
    };
    vetting = createVetting({
      list,
      pauseMs: 1,
      log,
      answers: async ({ port }) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return port !== 2;
      },
    });
    await vetting.start();
    await until(() => found.length >= 60);
    const rounds = [found.slice(0, 30), found.slice(30, 60)];
    for (const round of rounds) {
      expect(round.sort(([one], [other]) => one - other)).toEqual(ports.map((port) => [port, port !== 2]));
    }
    expect(most).toBe(8);
  });

  test('one peer is not dialled twice at once, and a crowd not all at once', async () => {
    const dialled: number[] = [];
    const ends: (() => void)[] = [];
    vetting = createVetting({
      list: { unvetted: () => [], vetted: () => {} },
      pauseMs: 1000,
      log,
      answers: ({ port }) => {
        dialled.push(port);
        return new Promise((resolve) => ends.push(() => resolve(true)));
      },
    });
    await vetting.start();
    const port = (n: number) => ({ host: '127.0.0.1', port: n });
    const all = [port(1), port(1), ...Array.from({ length: 100 }, (_, i) => port(i + 2))].map(vetting.vet);
    expect(dialled).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    for (const end of ends) end();
    await Promise.all(all);
    void vetting.vet(port(1));
    expect(dialled).toHaveLength(51);
    ends.at(-1)?.();
  });
});
