import { describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { equalForms, type Form, scheme, square } from '@salvia/proof-of-time';
import { FullBlock } from '@salvia/protocol';
import { blockWithGenerator, programOf } from '../src/samples/block.ts';
import { hash32 } from '../src/samples/bytes.ts';
import { forgetDiscriminants, signedMessages, timeClaim } from '../src/samples/claims.ts';
import { textbookSquare } from '../src/samples/textbook-square.ts';
import { noTime, timed } from '../src/samples/timed-verifier.ts';

describe('samples', () => {
  test('the block has the size asked for, within one item, and survives a round trip', () => {
    for (const bytes of [1, 35, 36, 10_000]) {
      const { length } = programOf(bytes);
      expect(length).toBeGreaterThanOrEqual(bytes);
      expect(length).toBeLessThan(bytes + 34);
    }
    const block = blockWithGenerator(1000);
    expect(FullBlock.decode(FullBlock.encode(block))).toEqual(block);
  });

  test('proofs of time are valid, and each answers another challenge', () => {
    const task = { vdfScheme: 'chiavdf', discriminantBits: 128, iterations: 50n } as const;
    const claims = [timeClaim(task, 0), timeClaim(task, 1)];
    expect(claims.map((claim) => scheme('chiavdf').verify(claim))).toEqual([true, true]);
    expect(claims[0]?.challenge).not.toEqual(claims[1]?.challenge);
  });

  test('a forgotten discriminant is searched for again', () => {
    const vdf = scheme('chiavdf');
    const group = () => vdf.group(hash32('some'), 128);
    const first = group();
    expect(group()).toBe(first);
    forgetDiscriminants('chiavdf');
    expect(group()).not.toBe(first);
    expect(group()).toEqual(first);
  });

  test('signatures are valid, and each of another message', () => {
    const signed = signedMessages(3);
    for (const [publicKey, message, signature] of signed)
      expect(bls().verify(publicKey, message, signature)).toBe(true);
    expect(new Set(signed.map(([, message]) => message.join())).size).toBe(3);
  });

  test.each([64, 128, 256])('textbook squaring gives the same forms, %d bits', (bits) => {
    const group = scheme('chiavdf').group(hash32('textbook'), bits);
    let [ours, textbook]: [Form, Form] = [group.initial, group.initial];
    for (let i = 0; i < 300; i++) {
      [ours, textbook] = [square(group, ours), textbookSquare(group, textbook)];
      if (!equalForms(ours, textbook)) throw new Error(`they differ after ${i + 1} squarings`);
    }
    expect(textbook).toEqual(ours);
  });

  test('a timed verifier passes verdicts on and counts each kind by itself', async () => {
    const spent = noTime();
    const wait = () => new Promise((resolve) => setTimeout(resolve, 2));
    const verifier = timed(
      {
        proofOfSpace: async () => wait().then(() => null),
        proofOfTime: async () => true,
        signature: async () => false,
        aggregateSignature: async () => false,
        runGenerator: async () => wait().then(() => ({ error: 'SEXP_ERROR', detail: '' })),
        programHash: async () => hash32('program'),
      },
      spent,
    );
    const space = { plotId: hash32('plot'), k: 18, challenge: hash32('challenge'), proof: new Uint8Array() };
    expect(await verifier.proofOfSpace(space)).toBeNull();
    expect(spent.space).toBeGreaterThan(0);
    expect(spent.time).toBe(0);
    expect(await verifier.signature(hash32('key'), hash32('message'), hash32('signature'))).toBe(false);
    expect(spent.signatures).toBeGreaterThan(0);
  });
});
