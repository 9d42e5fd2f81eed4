import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { verifyProof } from '@salvia/proof-of-space';
import {
  bigIntToWords,
  createCombiner,
  createF1,
  createKeyStream,
  linePoint,
  linePointPair,
  matches,
  matchTargets,
  plotKey,
  wordsToBigInt,
} from '@salvia/proof-of-space/scheme';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { hexBytes, hexInteger, sha256Text } from './pos/values.ts';

describe('f1', () => {
  const data = z
    .strictObject({
      cases: z.array(
        z.strictObject({
          plot_id: hexBytes,
          k: z.int(),
          chacha8_key: hexBytes,
          values: z.array(z.tuple([hexInteger, hexInteger])),
        }),
      ),
      keystream: z.array(z.strictObject({ key: hexBytes, block: hexInteger, keystream: hexBytes })),
    })
    .parse(readVector('pos/f1.json'));

  test.each(data.cases)('values of k = $k', ({ plot_id, k, chacha8_key, values }) => {
    expect(plotKey(plot_id)).toEqual(chacha8_key);
    const f1 = createF1(plot_id, k);
    expect(values.map(([x]) => [x, f1(x)])).toEqual(values);
  });

  test.each(data.keystream)('key stream block $block', ({ key, block, keystream }) => {
    const words = new Uint32Array(16);
    createKeyStream(key)(Number(block), words, 0);
    const view = new DataView(keystream.buffer);
    expect([...words]).toEqual(Array.from(words, (_, i) => view.getUint32(4 * i, true)));
  });
});

describe('fx', () => {
  const { cases } = z
    .strictObject({
      cases: z.array(
        z.strictObject({
          k: z.int(),
          table: z.int(),
          meta_bits_in: z.int(),
          y: hexInteger,
          left: hexInteger,
          right: hexInteger,
          input_bits: z.int(),
          input: hexBytes,
          blake3: hexBytes,
          f: hexInteger,
          meta_bits_out: z.int(),
          meta: z.union([hexInteger, z.literal('').transform(() => 0n)]),
        }),
      ),
    })
    .parse(readVector('pos/fx.json'));

  test.each(cases)('table $table, k = $k, y = $y', (row) => {
    const combiner = createCombiner(row.k, row.table);
    const parents = [row.left, row.right].flatMap((meta) => [...bigIntToWords(meta, row.meta_bits_in)]);
    combiner.combine(bigIntToWords(row.y, row.k + 6), Uint32Array.from(parents), 0, combiner.metaWordsIn);
    expect(combiner.inputBytes()).toEqual(row.input);
    expect(row.input.length).toBe(Math.ceil(row.input_bits / 8));
    expect(wordsToBigInt(combiner.hash, 256)).toBe(BigInt(`0x${bytesToHex(row.blake3)}`));
    expect(wordsToBigInt(combiner.hash, row.k + 6)).toBe(row.f);
    const meta = new Uint32Array(combiner.metaWordsOut);
    combiner.writeMeta(meta, 0);
    expect(combiner.metaWordsOut).toBe(Math.ceil(row.meta_bits_out / 32));
    expect(wordsToBigInt(meta, row.meta_bits_out)).toBe(row.meta);
  });
});

describe('matching', () => {
  const data = z
    .strictObject({
      targets: z.array(z.strictObject({ parity: z.int(), left: z.int(), right: z.array(z.int()) })),
      sha256_of_all_targets_u16le: sha256Text,
      pairs: z.array(z.strictObject({ yl: hexInteger, yr: hexInteger, match: z.boolean() })),
    })
    .parse(readVector('pos/matching.json'));

  test.each(data.targets)('targets of parity $parity, left $left', ({ parity, left, right }) => {
    const row = 64 * (15113 * parity + left);
    expect([...matchTargets().subarray(row, row + 64)]).toEqual(right);
  });

  test('all targets', () => {
    const view = new DataView(new ArrayBuffer(2 * matchTargets().length));
    matchTargets().forEach((target, i) => view.setUint16(2 * i, target, true));
    expect(createHash('sha256').update(view).digest('hex')).toBe(data.sha256_of_all_targets_u16le);
  });

  test.each(data.pairs)('$yl and $yr: $match', ({ yl, yr, match }) => {
    expect(matches(yl, yr)).toBe(match);
  });
});

describe('line points', () => {
  const { cases } = z
    .strictObject({
      cases: z.array(
        z.strictObject({ a: hexInteger, b: hexInteger, line_point: hexInteger, max: hexInteger, min: hexInteger }),
      ),
    })
    .parse(readVector('pos/linepoint.json'));

  test.each(cases)('$a, $b', ({ a, b, line_point, max, min }) => {
    expect(linePoint(a, b)).toBe(line_point);
    expect(linePointPair(line_point)).toEqual([max, min]);
  });
});

describe('verification', () => {
  const { cases } = z
    .strictObject({
      cases: z.array(
        z.strictObject({
          note: z.string(),
          plot_id: hexBytes,
          k: z.int(),
          challenge: hexBytes,
          proof: hexBytes,
          quality: sha256Text.nullable(),
        }),
      ),
    })
    .parse(readVector('pos/verify.json'));

  test.each(cases)('$note', ({ plot_id, k, challenge, proof, quality }) => {
    const found = verifyProof({ plotId: plot_id, k, challenge, proof });
    expect(found && bytesToHex(found)).toBe(quality);
  });
});
