import { bls, keyGen } from '@salvia/bls';
import { scheme } from '@salvia/proof-of-time';
import type { SpaceClaim, TimeClaim } from '../../src/index.ts';
import { fill, fromHex } from '../consensus/support/hex.ts';

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
