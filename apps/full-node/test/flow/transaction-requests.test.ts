import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTransactionRequests, transactionRequestLimits } from '../../src/flow/transaction-requests.ts';

const bytes = (value: number) => new Uint8Array(32).fill(value);
const [id, other, alice, bob, carol] = [bytes(1), bytes(2), bytes(10), bytes(11), bytes(12)] as const;
const limits = { ...transactionRequestLimits, timeoutMs: 1000 };

describe('requests for transactions', () => {
  test('one peer is asked at a time, the next that announced it after a time-out', () => {
    const requests = createTransactionRequests(limits);
    expect(requests.announced(id, alice, 0)).toBe(true);
    expect(requests.announced(id, bob, 1)).toBe(false);
    expect(requests.announced(id, alice, 2)).toBe(false);
    expect(requests.reassign(999)).toEqual([]);
    expect(requests.reassign(1000)).toEqual([{ transactionId: id, nodeId: bob }]);
    expect(requests.reassign(1999)).toEqual([]);
    expect(requests.reassign(2000)).toEqual([]);
    expect(requests.size).toBe(0);
    expect(requests.announced(id, alice, 2001)).toBe(true);
  });

  test('a refusal by the peer that was asked passes the request on at once, one by another peer does not', () => {
    const requests = createTransactionRequests(limits);
    requests.announced(id, alice, 0);
    requests.announced(id, bob, 0);
    requests.refused(id, carol);
    expect(requests.reassign(1)).toEqual([]);
    requests.refused(id, alice);
    expect(requests.reassign(1)).toEqual([{ transactionId: id, nodeId: bob }]);
  });

  test('what was asked for is taken once, also late from a peer that was passed over, and nothing else is', () => {
    const requests = createTransactionRequests(limits);
    requests.announced(id, alice, 0);
    requests.announced(id, bob, 0);
    requests.reassign(1000);
    expect(requests.arrived(id, carol, 1001)).toBe(false);
    expect(requests.arrived(other, alice, 1001)).toBe(false);
    expect(requests.arrived(id, alice, 1001)).toBe(true);
    expect(requests.arrived(id, bob, 1001)).toBe(false);
    expect(requests.size).toBe(0);
  });

  test('a peer that was asked for all it has may send so many, for a while', () => {
    const requests = createTransactionRequests({ ...limits, allAtOnce: 2, allAtOnceMs: 100 });
    requests.askedForAll(alice, 0);
    expect([id, other, id].map((one) => requests.arrived(one, alice, 100))).toEqual([true, true, false]);
    requests.askedForAll(alice, 200);
    expect(requests.arrived(id, alice, 301)).toBe(false);
    expect(requests.arrived(id, bob, 200)).toBe(false);
  });

  test('a peer has its share of the room, and there is an end to all of it', () => {
    const requests = createTransactionRequests({ ...limits, total: 3, perPeer: 2 });
    const begun = [alice, alice, alice, bob, carol].map((peer, index) =>
      requests.announced(bytes(20 + index), peer, 0),
    );
    expect(begun).toEqual([true, true, false, true, false]);
    requests.reassign(1000);
    expect(requests.announced(id, alice, 1000)).toBe(true);
  });

  test('every request ends after as many time-outs as there are peers, whatever happens before', () => {
    const step = fc.record({
      kind: fc.constantFrom('announced', 'arrived', 'refused'),
      id: fc.nat(3),
      peer: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const requests = createTransactionRequests(limits);
        for (const { kind, id: transaction, peer } of steps) {
          if (kind === 'announced') requests.announced(bytes(transaction), bytes(50 + peer), 0);
          else if (kind === 'arrived') requests.arrived(bytes(transaction), bytes(50 + peer), 0);
          else requests.refused(bytes(transaction), bytes(50 + peer));
        }
        const asked = new Set<string>();
        for (let round = 1; round <= 5; round++)
          for (const { transactionId, nodeId } of requests.reassign(round * 1000)) {
            expect(asked.has(`${transactionId} ${nodeId}`)).toBe(false);
            asked.add(`${transactionId} ${nodeId}`);
          }
        expect(requests.size).toBe(0);
        expect(requests.announced(id, alice, 6000)).toBe(true);
      }),
    );
  });
});
