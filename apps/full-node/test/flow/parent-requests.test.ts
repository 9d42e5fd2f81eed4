import { describe, expect, test } from '@jest/globals';
import { createParentRequests } from '../../src/flow/parent-requests.ts';

const bytes = (value: number) => new Uint8Array(32).fill(value);
const [hash, alice, bob, carol] = [bytes(1), bytes(10), bytes(11), bytes(12)] as const;
const request = { height: 7, hash };

describe('requests for parents', () => {
  test('the same block is asked for once', () => {
    const requests = createParentRequests(1000);
    expect(requests.begin(request, alice, 0)).toBe(true);
    expect(requests.begin(request, bob, 0)).toBe(false);
    expect(requests.size).toBe(1);
  });

  test('nothing is reassigned before its time is over', () => {
    const requests = createParentRequests(1000);
    requests.begin(request, alice, 0);
    expect(requests.reassign(999, [bob])).toEqual([]);
    expect(requests.reassign(1000, [alice, bob])).toEqual([{ request, nodeId: bob }]);
    expect(requests.reassign(1001, [alice, bob, carol])).toEqual([]);
    expect(requests.reassign(2000, [alice, bob, carol])).toEqual([{ request, nodeId: carol }]);
  });

  test('a refusal by the peer that was asked reassigns at once, one by another peer does not', () => {
    const requests = createParentRequests(1000);
    requests.begin(request, alice, 0);
    requests.refused(hash, bob);
    expect(requests.reassign(1, [carol])).toEqual([]);
    requests.refused(hash, alice);
    expect(requests.reassign(1, [carol])).toEqual([{ request, nodeId: carol }]);
  });

  test('a request that nobody is left for is given up, and may begin again', () => {
    const requests = createParentRequests(1000);
    requests.begin(request, alice, 0);
    expect(requests.reassign(1000, [alice])).toEqual([]);
    expect(requests.size).toBe(0);
    expect(requests.begin(request, alice, 1000)).toBe(true);
  });

  test('what arrived is not asked for again', () => {
    const requests = createParentRequests(1000);
    requests.begin(request, alice, 0);
    requests.arrived(hash);
    expect(requests.reassign(5000, [bob])).toEqual([]);
  });
});
