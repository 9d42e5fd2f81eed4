import { type ClvmNode, type CoinRules, isAtom, readProgram } from '@salvia/clvm';

function itemsOf(list: ClvmNode): ClvmNode[] {
  const items: ClvmNode[] = [];
  for (let at = list; !isAtom(at); at = at.rest) items.push(at.first);
  return items;
}

/** The memos of all coins that a standard spend creates, read from its program `(puzzle solution)` itself. */
export function memosOf(program: Uint8Array, coinRules: CoinRules): readonly (readonly Uint8Array[])[] {
  const [, solution] = itemsOf(readProgram(program)) as [ClvmNode, ClvmNode];
  // (() (q . conditions) ()) today, ((q conditions) ()) in the beta.
  const quoted = itemsOf(solution)[coinRules === 'mainnet' ? 1 : 0] as Exclude<ClvmNode, Uint8Array>;
  const conditions = coinRules === 'mainnet' ? quoted.rest : (quoted.rest as Exclude<ClvmNode, Uint8Array>).first;
  return itemsOf(conditions).flatMap((condition) => {
    const [code, , , memos] = itemsOf(condition);
    if (!(code instanceof Uint8Array) || code[0] !== 51) return [];
    return [memos === undefined ? [] : itemsOf(memos).filter(isAtom)];
  });
}
