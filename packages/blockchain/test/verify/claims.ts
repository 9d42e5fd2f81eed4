import { bls, g1Identity, g2Identity, keyGen } from '@salvia/bls';
import { writeGenerator } from '@salvia/clvm';
import { scheme } from '@salvia/proof-of-time';
import { FullBlock, headerHash } from '@salvia/protocol';
import type { SignaturePair, SpaceClaim, TimeClaim, VerifierNetwork } from '../../src/index.ts';
import { CONSTANTS } from '../consensus/support/farm.ts';
import { fill, fromHex, toHex } from '../consensus/support/hex.ts';
import { farmOn } from '../consensus/support/test-chain.ts';
import { condition, createCoin, freeHash, listedSpend, TAGS } from '../support/spends.ts';

const { block: genesis } = await farmOn(null, 0n);
export const GENESIS_HASH = headerHash(genesis.header);

export const NETWORK: VerifierNetwork = {
  vdfScheme: 'chiavdf',
  coinRules: 'mainnet',
  genesis: toHex(FullBlock.encode(genesis)),
  constants: CONSTANTS,
};

/** The proof of space of the release's genesis block, of size 23 (consensus, appendix D). */
export const SPACE: SpaceClaim = {
  plotId: fromHex('45b8c96b77f4c650ca5b669a6c950ee112a701c13ec933506608cb88196245aa'),
  k: 23,
  challenge: fill(0),
  proof: fromHex(
    '60bf4c5b4916d5013e09773e53f02338edc688c5233d69320c8dbe85eb8fee1b0661991cbafacb61e60451f4c7e932527255206c01ee2037' +
      '29ffa5a638b510bb725162b001274bf107292e5a2e2729ee6062ab01a9825391169c9695afe5e5cab74003f42487e64ed3fbd3395934' +
      '4491ed14da34a8bf4f40b4d38da99fc5d4f1606f9b678112b069df4aeb2ad22a6095f0d06aa48ea6cfaa486ed9fe5fc9d9858aa5e81c' +
      '9d6bc5f0dafed752b5be1ee071777f7d78a7a65b',
  ),
};
export const QUALITY = fromHex('f70d6daa1f255704e2569db1eb4aeb49ac9d7c6780ff7e0526a299a57085d3c6');

const statement = { discriminantBits: 128, challenge: fill(5), iterations: 500n };
export const TIME: TimeClaim = { ...statement, ...scheme('chiavdf').prove(statement) };

const secretKey = keyGen(fill(9));
export const MESSAGE = fill(8);
export const PUBLIC_KEY = bls().publicKey(secretKey);
export const SIGNATURE = bls().sign(secretKey, MESSAGE);

const changed = (bytes: Uint8Array): Uint8Array => bytes.with(20, (bytes[20] ?? 0) ^ 1);

/** Claims that do not hold, and bytes that are no claims at all. */
export const BAD_SPACE: readonly SpaceClaim[] = [
  { ...SPACE, proof: changed(SPACE.proof) },
  { ...SPACE, challenge: fill(1) },
  { ...SPACE, k: 200 },
  { ...SPACE, proof: new Uint8Array() },
  { ...SPACE, plotId: new Uint8Array(3) },
];
export const BAD_TIME: readonly TimeClaim[] = [
  { ...TIME, iterations: 501n },
  { ...TIME, witness: changed(TIME.witness) },
  { ...TIME, witness: new Uint8Array() },
  { ...TIME, witnessType: 255 },
  { ...TIME, output: { a: 0n, b: 0n } },
  { ...TIME, output: { a: TIME.output.a, b: TIME.output.b + 2n * TIME.output.a } },
  { ...TIME, discriminantBits: 7 },
  { ...TIME, challenge: new Uint8Array(2) },
];
export const BAD_SIGNATURES: readonly (readonly [Uint8Array, Uint8Array, Uint8Array])[] = [
  [PUBLIC_KEY, fill(7), SIGNATURE],
  [PUBLIC_KEY, MESSAGE, changed(SIGNATURE)],
  [fill(1), MESSAGE, SIGNATURE],
  [PUBLIC_KEY, MESSAGE, new Uint8Array(96)],
];

const other = keyGen(fill(10));
export const PAIRS: readonly SignaturePair[] = [
  { publicKey: PUBLIC_KEY, message: MESSAGE },
  { publicKey: bls().publicKey(other), message: fill(6) },
];
export const AGGREGATE = bls().aggregate([SIGNATURE, bls().sign(other, fill(6))]);
export const BAD_AGGREGATES: readonly (readonly [readonly SignaturePair[], Uint8Array])[] = [
  [PAIRS.slice(1), AGGREGATE],
  [PAIRS, SIGNATURE],
  [PAIRS, changed(AGGREGATE)],
  [PAIRS, new Uint8Array(5)],
  [[...PAIRS, { publicKey: fill(1), message: MESSAGE }], AGGREGATE],
  // The identity "signs" anything, and no pairs at all are no signature.
  [[...PAIRS, { publicKey: g1Identity(), message: MESSAGE }], AGGREGATE],
  [[], g2Identity()],
];

const AGG_SIG_ME = 50;
const coin = { parentCoinInfo: fill(4), puzzleHash: freeHash(TAGS.pool), amount: 1000n };
const spend = { coin, conditions: [createCoin(TAGS.left, 900n), condition(AGG_SIG_ME, PUBLIC_KEY, MESSAGE)] };
const listed = listedSpend(spend);

/** A program of one spend, and what it comes to: costs apart. */
export const GENERATOR = writeGenerator([listed], 'mainnet');
export const SPENDS = [
  {
    coinName: listed.coinName,
    puzzleHash: coin.puzzleHash,
    conditions: [
      { kind: 'createCoin', puzzleHash: freeHash(TAGS.left), amount: 900n },
      {
        kind: 'signature',
        publicKey: PUBLIC_KEY,
        message: Uint8Array.from([...MESSAGE, ...listed.coinName, ...GENESIS_HASH]),
      },
    ],
  },
];
export const LIMIT = { maxCost: 11_000_000_000n, strict: false };
/** Of the condition that creates a coin and of the one that wants a signature (coins.md, Cost). */
export const CONDITIONS_COST = 3_000_000n;
