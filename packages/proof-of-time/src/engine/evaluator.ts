/**
 * Evaluation as a state machine: what an engine does, without the thread it does it in.
 *
 * It squares for as long as it is stepped, keeping powers as it goes (stored-powers.ts). Targets may be added at any time,
 * ahead of the position or behind it. One that is reached is proved before squaring goes on, since somebody waits for it.
 */
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { square } from '../forms/square.ts';
import { packProof } from '../schemes/prove.ts';
import type { Segment, VdfProof, VdfSchemeImpl } from '../schemes/scheme.ts';
import { bestDigitBits } from '../wesolowski/block-size.ts';
import { foldProof, type Steps } from '../wesolowski/fold.ts';
import { createStoredPowers, powersFrom } from '../wesolowski/stored-powers.ts';

export interface Target {
  /** Positive, at most 2^53 - 1. */
  iterations: number;
  /** Segments to divide the proof into, 1..256. */
  segments: number;
}

export interface TargetProof extends VdfProof {
  iterations: number;
}

export interface Evaluator {
  /** Squarings done. */
  readonly position: number;
  /** Whether the next step belongs to a proof, not to the evaluation. */
  readonly proving: boolean;
  /** Asks for a proof; asking again for the same iterations changes nothing until it is delivered. */
  addTarget(target: Target): void;
  /** One squaring, or one composition of a proof; the proof, when it is finished. */
  step(): TargetProof | null;
}

/** Nearly equal parts, cut at multiples of the stride, where powers are kept; fewer if there are not enough strides. */
function cutPoints({ iterations, segments }: Target, stride: number): number[] {
  const points = new Set<number>();
  for (let i = 1; i < segments; i++) points.add(Math.floor((iterations * i) / segments / stride) * stride);
  points.add(iterations);
  points.delete(0);
  return [...points];
}

export function createEvaluator(scheme: VdfSchemeImpl, group: ClassGroup, maxStoredPowers: number): Evaluator {
  const powers = createStoredPowers(group, group.initial, { capacity: maxStoredPowers });
  const targets = new Map<number, Target>();
  let current = group.initial;
  let position = 0;
  let next: Target | null = null;
  let work: Steps<TargetProof> | null = null;

  const powerAt = (exponent: number): Form => {
    if (exponent === position) return current;
    let power = powers.at(Math.floor(exponent / powers.stride));
    for (let i = exponent % powers.stride; i > 0; i--) power = square(group, power);
    return power;
  };

  function* prove(target: Target): Steps<TargetProof> {
    const segments: Segment[] = [];
    let from = 0;
    let x = group.initial;
    for (const to of cutPoints(target, powers.stride)) {
      const output = powerAt(to);
      const prime = scheme.challengePrime(group, x, output);
      const digitBits = bestDigitBits(to - from, powers.stride);
      const kept = powersFrom(powers, from / powers.stride);
      const proof = yield* foldProof(group, kept, to - from, prime, digitBits);
      segments.push({ iterations: BigInt(to - from), prime, output, proof });
      x = output;
      from = to;
    }
    return { iterations: target.iterations, ...packProof(scheme, group, segments) };
  }

  const chooseNext = () => {
    next = null;
    for (const target of targets.values()) if (next === null || target.iterations < next.iterations) next = target;
  };

  const stepOfProof = (steps: Steps<TargetProof>): TargetProof | null => {
    const result = steps.next();
    if (result.done !== true) return null;
    work = null;
    targets.delete(result.value.iterations);
    chooseNext();
    return result.value;
  };

  return {
    get position() {
      return position;
    },
    get proving() {
      return work !== null || (next !== null && next.iterations <= position);
    },
    addTarget(target) {
      if (targets.has(target.iterations)) return;
      targets.set(target.iterations, target);
      if (work === null) chooseNext();
    },
    step() {
      if (work === null && next !== null && next.iterations <= position) work = prove(next);
      if (work !== null) return stepOfProof(work);
      current = square(group, current);
      position++;
      powers.offer(position, current);
      return null;
    },
  };
}
