import { expect, test } from '@jest/globals';
import { createRequestLimit } from '../src/handlers/request-limit.ts';

let time = 0;
const limit = () => {
  time = 1_000_000;
  return createRequestLimit(() => time);
};
const peer = { host: '8.8.8.8', port: 1 };

test('twenty answers at once, then one in five seconds; all ports of a host share them', () => {
  const { allows } = limit();
  const answers = Array.from({ length: 25 }, (_, n) => allows({ ...peer, port: n }));
  expect(answers.filter((allowed) => allowed)).toHaveLength(20);
  time += 4_999;
  expect(allows(peer)).toBe(false);
  time += 1;
  expect([allows(peer), allows({ ...peer, host: '::ffff:8.8.8.8' })]).toEqual([true, false]);
  time += 3_600_000;
  expect(Array.from({ length: 25 }, () => allows(peer)).filter((allowed) => allowed)).toHaveLength(20);
});

test('hosts do not share them, and those of this machine need none', () => {
  const { allows } = limit();
  for (let n = 0; n < 30; n++) allows(peer);
  expect([allows(peer), allows({ ...peer, host: '8.8.8.9' })]).toEqual([false, true]);
  expect(Array.from({ length: 100 }, () => allows({ host: '127.0.0.1', port: 1 }))).not.toContain(false);
});

test('whoever asked longest ago is forgotten first', () => {
  const { allows } = limit();
  for (let n = 0; n < 30; n++) allows(peer);
  for (let n = 0; n < 9_999; n++) allows({ host: `9.9.${n >> 8}.${n & 255}`, port: 1 });
  expect(allows(peer)).toBe(false);
  for (let n = 0; n < 10_000; n++) allows({ host: `7.9.${n >> 8}.${n & 255}`, port: 1 });
  expect(allows(peer)).toBe(true);
});
