import { bytesToHex } from '@noble/hashes/utils.js';
import type { Spend } from './language.ts';
import type { SpentTogether } from './spend-context.ts';

function* announcements(spends: readonly Spend[]): Generator<Uint8Array> {
  for (const { conditions } of spends) {
    for (const condition of conditions) if (condition.kind === 'announce') yield condition.id;
  }
}

/** A set of byte strings that is built when first asked: most spends assert nothing about others. */
function lazySet(members: () => Iterable<Uint8Array>): (member: Uint8Array) => boolean {
  let set: Set<string> | undefined;
  return (member) => {
    set ??= new Set(Array.from(members(), bytesToHex));
    return set.has(bytesToHex(member));
  };
}

/** What the spends of one block or bundle do as a whole. */
export function gatherSpends(spends: readonly Spend[]): SpentTogether {
  return {
    spends: lazySet(() => spends.map(({ coinName }) => coinName)),
    spendsPuzzle: lazySet(() => spends.map(({ puzzleHash }) => puzzleHash)),
    announces: lazySet(() => announcements(spends)),
  };
}
