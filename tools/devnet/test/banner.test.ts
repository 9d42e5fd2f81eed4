import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Ports } from '../src/plan/ports.ts';
import { topology } from '../src/plan/topology.ts';
import { walletUrl } from '../src/plan/wallet-url.ts';
import { formatBanner } from '../src/ui/banner.ts';

const services = topology({ nodes: 1, farmers: 1, harvesters: 1 });
const wallet = { height: 0, confirmed: 500_000_000_000_000_000n, spendable: 500_000_000_000_000_000n };
const bannerOf = (folder: string, ports: Readonly<Record<string, Ports>>) =>
  formatBanner({ folder, services, ports, rewardAddress: 'txch1x' }, wallet);

describe('the banner', () => {
  test('names the wallet, what it has, and commands that find it', () => {
    const banner = bannerOf(resolve('.devnet'), { wallet: { port: 8449, rpcPort: 9256 } });
    expect(banner).toContain('The wallet has 500000 TXCH to spend, at height 0');
    expect(banner).toContain('txch1x');
    expect(banner).toContain('salvia wallet send ADDRESS AMOUNT');
    expect(banner).toContain('salvia faucet ADDRESS');
  });

  test('has the options that a devnet elsewhere needs', () => {
    const banner = bannerOf('/var/tmp/mine', { wallet: { port: 8459, rpcPort: 9266 } });
    expect(banner).toContain('salvia wallet send --rpc http://127.0.0.1:9266 ADDRESS AMOUNT');
    expect(banner).toContain('salvia faucet --data-dir /var/tmp/mine ADDRESS');
  });
});

describe('the wallet of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'devnet-wallet-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is where its ready file says, and an error with a code where none runs', () => {
    expect(() => walletUrl(folder)).toThrow(expect.objectContaining({ code: 'NOT_RUNNING', exitCode: 1 }));
    mkdirSync(join(folder, 'wallet'));
    writeFileSync(join(folder, 'wallet', 'ready.json'), JSON.stringify({ pid: 1, port: 1, rpcPort: 9266 }));
    expect(walletUrl(folder)).toBe('http://127.0.0.1:9266');
  });
});
