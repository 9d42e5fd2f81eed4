import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { AssertionName, Condition } from '@salvia/clvm';
import type { RecordedCondition } from './shapes.ts';

const signed = (hex: string): bigint => (hex === '' ? 0n : BigInt.asIntN(4 * hex.length, BigInt(`0x${hex}`)));

type Translation = (first: string, second: string, coinName: Uint8Array) => Condition;

const bytes =
  (name: AssertionName): Translation =>
  (value) => ({ kind: 'assert', name, value: hexToBytes(value) });
const integer =
  (name: AssertionName): Translation =>
  (value) => ({ kind: 'assert', name, value: signed(value) });

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  '32': (key, message) => ({ kind: 'signature', publicKey: hexToBytes(key), message: hexToBytes(message) }),
  '33': (hash, amount) => ({ kind: 'createCoin', puzzleHash: hexToBytes(hash), amount: signed(amount) }),
  '34': bytes('ASSERT_COIN_CONSUMED'),
  '35': bytes('ASSERT_MY_COIN_ID'),
  '36': integer('ASSERT_TIME_EXCEEDS'),
  '37': integer('ASSERT_BLOCK_INDEX_EXCEEDS'),
  '38': integer('ASSERT_BLOCK_AGE_EXCEEDS'),
  '39': (key, message, coinName) => ({
    kind: 'signature',
    publicKey: hexToBytes(key),
    message: concatBytes(hexToBytes(message), coinName),
  }),
  '3a': (amount) => ({ kind: 'reserveFee', amount: signed(amount) }),
};

/** Recorded conditions as ours say them: those with an effect, opcodes by first appearance. */
export function expectedConditions(recorded: readonly RecordedCondition[], coinName: Uint8Array): Condition[] {
  const byOpcode = new Map<string, Condition[]>();
  for (const [opcode, first, second] of recorded) {
    const translate = TRANSLATIONS[opcode];
    const translated = translate === undefined ? [] : [translate(first ?? '', second ?? '', coinName)];
    byOpcode.set(opcode, [...(byOpcode.get(opcode) ?? []), ...translated]);
  }
  return [...byOpcode.values()].flat();
}

export const hasNegativeFee = (recorded: readonly RecordedCondition[]): boolean =>
  recorded.some(([opcode, first]) => opcode === '3a' && first !== null && signed(first) < 0n);
