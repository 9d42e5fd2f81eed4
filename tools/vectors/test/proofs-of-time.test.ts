import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, type ReceiveResult, sqliteStores } from '@salvia/blockchain';
import { formFrom, isReduced, scheme } from '@salvia/proof-of-time';
import { FullBlock, headerHash, ProofOfTime } from '@salvia/protocol';
import { z } from 'zod';
import { deviationFor, readVector } from '../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenChain } from './chain-support/shapes.ts';
import { fromFields } from './codecs.ts';

const FILE = 'reference/proofs_of_time.json.gz';
const verdict = z.strictObject({ result: z.string(), removed_tip: z.string().optional() });
const { proofs, blocks } = z
  .strictObject({
    kind: z.string(),
    proofs: z.array(
      z.strictObject({
        note: z.string(),
        bits: z.int(),
        proof_of_time: z.record(z.string(), z.unknown()),
        bytes: z.string(),
        valid: z.boolean(),
      }),
    ),
    blocks: z.array(
      z.strictObject({
        depth: z.int(),
        segments: z.array(z.int()),
        bytes: z.string(),
        header_hash: z.string(),
        same_header_hash_as_plain: z.boolean(),
        result: verdict,
        plain_block_after_it: verdict,
      }),
    ),
  })
  .parse(readVector(FILE));

const legacy = scheme('chiavdf-0.12');

const verify = (bits: number, { challengeHash, numberOfIterations, output, witnessType, witness }: ProofOfTime) =>
  legacy.verify({
    discriminantBits: bits,
    challenge: challengeHash,
    iterations: numberOfIterations,
    output,
    witnessType,
    witness,
  });

describe('proofs', () => {
  test.each(proofs)('$bits bits, $note', ({ bits, proof_of_time, bytes, valid, note }) => {
    const proof = ProofOfTime.decode(hexToBytes(bytes));
    expect(proof).toEqual(fromFields(ProofOfTime, proof_of_time));
    const { discriminant } = legacy.group(proof.challengeHash, bits);
    const output = formFrom(discriminant, proof.output.a, proof.output.b);
    const reducedOutput = output !== null && isReduced(output);
    const deviation = deviationFor(FILE, { note, valid, reducedOutput });
    expect(verify(bits, proof)).toBe(deviation === null ? valid : deviation.verdict === 'valid');
  });

  test.each(proofs.filter(({ note, valid }) => valid && /^segments \[[\d, ]+\]$/.test(note)))(
    '$bits bits, $note, made again',
    ({ bits, bytes, note }) => {
      const { challengeHash, numberOfIterations, output, witness } = ProofOfTime.decode(hexToBytes(bytes));
      const segments = [...note.matchAll(/\d+/g)].map(([count]) => BigInt(count));
      const made = legacy.prove({
        discriminantBits: bits,
        challenge: challengeHash,
        iterations: numberOfIterations,
        segments,
      });
      expect(made.output).toEqual(output);
      expect(bytesToHex(made.witness)).toBe(bytesToHex(witness));
    },
  );
});

const shown = (found: ReceiveResult) => {
  const removed = found.result === 'ADDED_TO_HEAD' ? found.removedTip : null;
  return { result: found.result, ...(removed && { removed_tip: bytesToHex(headerHash(removed)) }) };
};

describe('blocks with nested proofs in the place of plain ones', () => {
  const golden = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const network = recordedNetwork(golden.constants);
  const pool = recordedVerifier(network);
  const byHash = new Map(golden.blocks.map((row) => [row.header_hash, row]));
  const plainOf = ({ header_hash }: { header_hash: string }) => byHash.get(header_hash);

  test.each(blocks)('depth $depth', async (row) => {
    const block = FullBlock.decode(hexToBytes(row.bytes));
    expect(bytesToHex(headerHash(block.header))).toBe(row.header_hash);
    expect(block.proofOfTime?.witnessType).toBe(row.depth);
    expect(row.segments).toHaveLength(row.depth + 1);
    expect(BigInt(row.segments.reduce((sum, count) => sum + count, 0))).toBe(block.proofOfTime?.numberOfIterations);
    const plain = plainOf(row);
    expect(plain !== undefined).toBe(row.same_header_hash_as_plain);
    if (plain === undefined) throw new Error('the plain block is not in golden_chain');

    const chain = await createBlockchain({
      ...network,
      stores: sqliteStores({ path: ':memory:' }),
      pool,
    });
    const ancestors: string[] = [];
    for (let at = byHash.get(plain.prev_header_hash); at !== undefined; at = byHash.get(at.prev_header_hash)) {
      if (at.height > 0) ancestors.unshift(at.bytes);
    }
    for (const bytes of ancestors) await chain.receiveBlock(FullBlock.decode(hexToBytes(bytes)), NOW_MS);
    expect(shown(await chain.receiveBlock(block, NOW_MS))).toEqual(row.result);
    const after = await chain.receiveBlock(FullBlock.decode(hexToBytes(plain.bytes)), NOW_MS);
    expect(shown(after)).toEqual(row.plain_block_after_it);
    await chain.close();
  });
});
