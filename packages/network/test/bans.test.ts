import { describe, expect, test } from '@jest/globals';
import { ErrorCode, type ErrorName, NodeType } from '@salvia/protocol';
import { banKey } from '../src/bans/ban-key.ts';
import { Strikes } from '../src/bans/strikes.ts';
import { createBanList, priceOf } from '../src/index.ts';
import { bytes32 } from './kit/servers.ts';

const { FULL_NODE, FARMER, HARVESTER, TIMELORD, WALLET } = NodeType;
const codes = Object.keys(ErrorCode) as ErrorName[];

describe('the price of an error', () => {
  test('every error has one', () => {
    expect(codes.filter((code) => priceOf(code, FULL_NODE) === undefined)).toEqual([]);
  });

  test.each([
    ['MALFORMED_FRAME', { action: 'ban', seconds: 600 }],
    ['FUNCTION_NOT_ALLOWED', { action: 'ban', seconds: 600 }],
    ['INVALID_POSPACE', { action: 'ban', seconds: 86_400 }],
    ['INVALID_POT', { action: 'ban', seconds: 86_400 }],
    ['DUPLICATE_CONNECTION', { action: 'disconnect' }],
    ['INCOMPATIBLE_NETWORK_ID', { action: 'disconnect' }],
    ['RATE_LIMIT_EXCEEDED', { action: 'ban', seconds: 600 }],
    ['ADDRESS_LIMIT_REACHED', { action: 'disconnect', strikes: 1 }],
    ['HANDSHAKE_TIMEOUT', { action: 'disconnect', strikes: 3 }],
    ['INVALID_HANDSHAKE', { action: 'disconnect', strikes: 10 }],
    ['EXTENDS_UNKNOWN_BLOCK', { action: 'ignore' }],
    ['HANDLER_FAILED', { action: 'ignore' }],
  ] as const)('%s', (code, price) => {
    expect(priceOf(code, FULL_NODE)).toEqual(price);
    expect(priceOf(code, WALLET)).toEqual(price);
    expect(priceOf(code, null)).toEqual(price);
  });

  test('our own farmers, harvesters and timelords are never banned', () => {
    for (const type of [FARMER, HARVESTER, TIMELORD]) {
      const prices = new Set(codes.map((code) => JSON.stringify(priceOf(code, type))));
      expect(prices).toEqual(new Set(['{"action":"ignore"}', '{"action":"disconnect"}']));
    }
  });
});

describe('strikes', () => {
  test('a hundred are too many, unless they take their time', () => {
    let now = 0;
    const strikes = new Strikes(() => now);
    for (let i = 0; i < 99; i++) expect(strikes.add('a', 1)).toBe(false);
    expect(strikes.add('b', 1)).toBe(false);
    now += 10_000;
    expect(strikes.add('a', 10)).toBe(false);
    expect(strikes.add('a', 1)).toBe(true);
    expect(strikes.add('a', 99)).toBe(false); // counted anew
    for (let i = 0; i < 1000; i++) {
      now += 1000;
      expect(strikes.add('c', 1)).toBe(false);
    }
  });

  test('those remembered are bounded', () => {
    const strikes = new Strikes(() => 0);
    strikes.add('first', 99);
    for (let i = 0; i < 10_000; i++) strikes.add(`${i}`, 1);
    expect(strikes.add('first', 1)).toBe(false);
  });
});

describe('whom a ban meets', () => {
  test.each([
    ['8.8.8.8', bytes32(1), null, false, 'host 8.8.8.8'],
    ['8.8.8.8', bytes32(1), bytes32(1), true, 'host 8.8.8.8'],
    ['::ffff:8.8.8.8', null, null, true, 'host 8.8.8.8'],
    ['127.0.0.5', bytes32(1), bytes32(1), true, 'host 127.0.0.5'],
    ['127.0.0.1', bytes32(1), bytes32(1), true, `node ${'01'.repeat(32)}`],
    ['127.0.0.1', bytes32(2), bytes32(1), true, `node ${'01'.repeat(32)}`],
    ['::1', null, bytes32(2), true, `node ${'02'.repeat(32)}`],
    // Without a certificate another id costs nothing: all who show none share a ban.
    ['127.0.0.1', bytes32(1), null, true, 'anonymous 127.0.0.1'],
    ['127.0.0.1', null, null, true, 'anonymous 127.0.0.1'],
    // On plain ws nobody can show one.
    ['127.0.0.1', bytes32(1), null, false, `node ${'01'.repeat(32)}`],
    ['127.0.0.1', null, null, false, null],
  ])('%s, %j, proven %j, TLS %j', (host, nodeId, provenId, secure, key) => {
    expect(banKey({ host, nodeId, provenId }, secure)).toBe(key);
  });
});

describe('the list', () => {
  test('forgets what is over', () => {
    let now = 0;
    const bans = createBanList(() => now);
    bans.ban('a', 10);
    bans.ban('b', 20);
    now = 9_999;
    expect([bans.isBanned('a'), bans.isBanned('b'), bans.isBanned('c')]).toEqual([true, true, false]);
    now = 10_000;
    expect(bans.isBanned('a')).toBe(false);
    expect(bans.list()).toEqual([{ key: 'b', until: 20_000, reason: null }]);
  });

  test('a later, shorter ban does not shorten', () => {
    let now = 0;
    const bans = createBanList(() => now);
    bans.ban('a', 100);
    bans.ban('a', 1);
    now = 50_000;
    expect(bans.isBanned('a')).toBe(true);
    bans.lift('a');
    expect(bans.isBanned('a')).toBe(false);
  });

  test('is bounded', () => {
    const bans = createBanList(() => 0);
    for (let i = 0; i <= 10_000; i++) bans.ban(`${i}`, 100 + i);
    expect(bans.list().length).toBeLessThanOrEqual(10_000);
    expect([bans.isBanned('0'), bans.isBanned('10000')]).toEqual([false, true]);
  });
});
