/** Evaluating and proving in one go, when the number of iterations is known beforehand. */
import { VdfError } from '../errors.ts';
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { square } from '../forms/square.ts';
import { blockSizeFor } from '../wesolowski/block-size.ts';
import { finish, foldProof } from '../wesolowski/fold.ts';
import { createStoredPowers } from '../wesolowski/stored-powers.ts';
import type { Segment, VdfProof, VdfSchemeImpl } from './scheme.ts';
import { MAX_WITNESS_TYPE } from './witness.ts';

type Parts = Pick<VdfSchemeImpl, 'challengePrime' | 'packWitness'>;

/** Squares x `iterations` times and proves it. */
export function proveSegment(scheme: Parts, group: ClassGroup, x: Form, iterations: bigint): Segment {
  const count = Number(iterations);
  const { k, l } = blockSizeFor(count);
  const powers = createStoredPowers(group, x, { stride: k * l });
  let output = x;
  for (let position = 1; position <= count; position++) {
    output = square(group, output);
    powers.offer(position, output);
  }
  const prime = scheme.challengePrime(group, x, output);
  return { iterations, prime, output, proof: finish(foldProof(group, powers, count, prime, k)) };
}

function checkSegments(iterations: bigint, segments: readonly bigint[]): void {
  if (iterations < 1n || iterations > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new VdfError('BAD_ITERATIONS', { iterations });
  }
  const total = segments.reduce((sum, count) => sum + count, 0n);
  const short = segments.some((count) => count < 1n);
  if (short || total !== iterations || segments.length > MAX_WITNESS_TYPE + 1) {
    throw new VdfError('BAD_SEGMENTS', { segments });
  }
}

export function proveStatement(
  scheme: Parts,
  group: ClassGroup,
  iterations: bigint,
  segments: readonly bigint[],
): VdfProof {
  checkSegments(iterations, segments);
  const proved: Segment[] = [];
  let x = group.initial;
  for (const count of segments) {
    const segment = proveSegment(scheme, group, x, count);
    proved.push(segment);
    x = segment.output;
  }
  return packProof(scheme, group, proved);
}

/** Output and witness of segments in time order. */
export function packProof(scheme: Parts, group: ClassGroup, segments: readonly Segment[]): VdfProof {
  const { output } = segments.at(-1) as Segment;
  return {
    output: { a: output.a, b: output.b },
    witnessType: segments.length - 1,
    witness: scheme.packWitness(group, segments),
  };
}
