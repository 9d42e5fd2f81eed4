import { expect, test } from '@jest/globals';
import { createCompactRequests } from '../../src/flow/compact-requests.ts';

const challenge = (id: number): Uint8Array => new Uint8Array(32).fill(id);
const limits = { total: 2, atOnce: 2, timeoutMs: 1000 };

test('asks some peers for a proof, and no more until they failed or time is up', () => {
  const requests = createCompactRequests(limits);
  const begin = (nowMs: number) => requests.begin(challenge(1), 5n, nowMs);
  expect([begin(0), begin(500), begin(600)]).toEqual([true, true, false]);
  expect(begin(1000)).toBe(true);
  expect(begin(1001)).toBe(false);
  requests.refused(challenge(1), 5n);
  expect(begin(1002)).toBe(true);
});

test('forgets what has come, and what nobody has', () => {
  const requests = createCompactRequests(limits);
  requests.begin(challenge(1), 5n, 0);
  requests.begin(challenge(1), 5n, 0);
  requests.begin(challenge(2), 5n, 0);
  requests.arrived(challenge(1), 5n);
  requests.refused(challenge(2), 5n);
  requests.refused(challenge(3), 5n);
  expect(requests.size).toBe(0);
});

test('has room for so many proofs, each by challenge and iterations, and for others when time is up', () => {
  const requests = createCompactRequests(limits);
  expect(requests.begin(challenge(1), 5n, 0)).toBe(true);
  expect(requests.begin(challenge(1), 6n, 0)).toBe(true);
  expect(requests.begin(challenge(2), 5n, 999)).toBe(false);
  expect(requests.begin(challenge(1), 6n, 999)).toBe(true);
  expect(requests.begin(challenge(2), 5n, 1000)).toBe(true);
  expect(requests.size).toBe(2);
});
