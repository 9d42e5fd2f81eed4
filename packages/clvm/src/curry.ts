/**
 * Currying: binding the first arguments of a program, so that only the rest is left for its solution. The bound
 * program and its hash are put together from the parts; nothing is run (wallet 2.4, 2.5).
 *
 * Today `M` with `A1 … An` becomes `(a (q . M) (c (q . A1) … (c (q . An) 1)))`. In the beta, where quote took a list
 * and there was no operator `a`, it was `((c (q M) (c (q A1) … (c (q An) 1))))`, with another number for `c`.
 */

import { NIL } from './node.ts';
import { listProgram, pairProgram } from './program.ts';
import { atomHash, pairHash } from './tree-hash.ts';

/** How trees are put together: from serialized programs, or from the hashes of programs. */
interface Builder {
  atom(byte: number): Uint8Array;
  pair(first: Uint8Array, rest: Uint8Array): Uint8Array;
  list(...items: readonly Uint8Array[]): Uint8Array;
}

const programs: Builder = { atom: (byte) => Uint8Array.of(byte), pair: pairProgram, list: listProgram };

const hashes: Builder = {
  atom: (byte) => atomHash(Uint8Array.of(byte)),
  pair: pairHash,
  list: (...items) => items.reduceRight((rest, first) => pairHash(first, rest), atomHash(NIL)),
};

/** Operators and the path of the whole environment, all of them one-byte atoms that stand for themselves. */
const QUOTE = 1;
const ENVIRONMENT = 1;
const APPLY = 2;
const CONS = 4;
const CONS_BETA18 = 5;

function curryWith(build: Builder, mod: Uint8Array, args: readonly Uint8Array[]): Uint8Array {
  const quote = (value: Uint8Array) => build.pair(build.atom(QUOTE), value);
  const environment = args.reduceRight(
    (rest, arg) => build.list(build.atom(CONS), quote(arg), rest),
    build.atom(ENVIRONMENT),
  );
  return build.list(build.atom(APPLY), quote(mod), environment);
}

function curryBeta18With(build: Builder, mod: Uint8Array, args: readonly Uint8Array[]): Uint8Array {
  const quote = (value: Uint8Array) => build.list(build.atom(QUOTE), value);
  const cons = (first: Uint8Array, rest: Uint8Array) => build.list(build.atom(CONS_BETA18), quote(first), rest);
  return build.list(
    cons(
      mod,
      args.reduceRight((rest, arg) => cons(arg, rest), build.atom(ENVIRONMENT)),
    ),
  );
}

/** The serialized program `mod` with serialized arguments bound to it. */
export const curry = (mod: Uint8Array, ...args: readonly Uint8Array[]): Uint8Array => curryWith(programs, mod, args);

/** The tree hash of `curry(mod, …args)` from the tree hashes of its parts. */
export const curriedTreeHash = (modHash: Uint8Array, ...argHashes: readonly Uint8Array[]): Uint8Array =>
  curryWith(hashes, modHash, argHashes);

/** The same in the form of release 1.0b18. */
export const curryBeta18 = (mod: Uint8Array, ...args: readonly Uint8Array[]): Uint8Array =>
  curryBeta18With(programs, mod, args);

/** The tree hash of `curryBeta18(mod, …args)` from the tree hashes of its parts. */
export const curriedTreeHashBeta18 = (modHash: Uint8Array, ...argHashes: readonly Uint8Array[]): Uint8Array =>
  curryBeta18With(hashes, modHash, argHashes);
