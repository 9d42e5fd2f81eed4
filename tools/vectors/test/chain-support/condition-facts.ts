import { bytesToHex } from '@noble/hashes/utils.js';
import { bls, isIdentity } from '@salvia/bls';
import { atomToInt, type ClvmNode, isAtom, readProgram } from '@salvia/clvm';

/** What a rule about deviations may look at of the conditions that the simplest puzzles give. */
export interface ConditionFacts {
  /** A condition without any argument, or one that lacks an argument it needs, or has a list in its place. */
  readonly malformed: boolean;
  readonly badKey: boolean;
  readonly identityKey: boolean;
  readonly badPuzzleHash: boolean;
  readonly negativeAmount: boolean;
  readonly hugeAmount: boolean;
  readonly negativeFee: boolean;
}

/** Known opcodes of the beta and how many arguments they need (consensus 8.8). */
const NEEDS: Readonly<Record<string, 1 | 2>> = {
  '32': 2,
  '33': 2,
  '34': 1,
  '35': 1,
  '36': 1,
  '37': 1,
  '38': 1,
  '39': 2,
  '3a': 1,
};

const items = (node: ClvmNode | undefined): ClvmNode[] => {
  const list: ClvmNode[] = [];
  for (let at = node; at !== undefined && !isAtom(at); at = at.rest) list.push(at.first);
  return list;
};

/** Quotes at the head of a list, and by itself is the whole environment. */
const ONE = '01';
const isOne = (node: ClvmNode | undefined): boolean => node !== undefined && isAtom(node) && bytesToHex(node) === ONE;

/** The value of `(q value)`, or of `1`; nothing for other programs. */
function valueOf(program: ClvmNode | undefined, environment?: ClvmNode): ClvmNode | undefined {
  if (isOne(program)) return environment;
  const [operator, value] = items(program);
  return isOne(operator) ? value : undefined;
}

interface Condition {
  readonly opcode: string;
  /** As the beta reads them: the second is there only if there are exactly two (consensus 8.7 item 4). */
  readonly args: readonly (ClvmNode | undefined)[];
}

function conditionsOf(generator: Uint8Array): Condition[] {
  const spends = items(valueOf(readProgram(generator)));
  const lists = spends.map((spend) => {
    const [puzzle, solution] = items(items(spend)[1]);
    return items(valueOf(puzzle, solution));
  });
  return lists.flat().flatMap((node): Condition[] => {
    const [opcode, first, ...more] = items(node);
    if (opcode === undefined || !isAtom(opcode)) return [];
    return [{ opcode: bytesToHex(opcode), args: [first, more.length === 1 ? more[0] : undefined] }];
  });
}

const isMalformed = ({ opcode, args }: Condition): boolean =>
  args[0] === undefined || args.slice(0, NEEDS[opcode] ?? 0).some((arg) => arg === undefined || !isAtom(arg));

export function conditionFacts(generator: Uint8Array | null): ConditionFacts {
  const all = generator === null ? [] : conditionsOf(generator);
  const atoms = (opcodes: readonly string[], at: number): Uint8Array[] =>
    all.flatMap(({ opcode, args }) => {
      const arg = args[at];
      return opcodes.includes(opcode) && arg !== undefined && isAtom(arg) ? [arg] : [];
    });
  const keys = atoms(['32', '39'], 0);
  const amounts = atoms(['33'], 1).map((atom) => atomToInt(atom));
  return {
    malformed: all.some(isMalformed),
    badKey: keys.some((key) => !bls().isValidG1(key)),
    identityKey: keys.some((key) => isIdentity(key)),
    badPuzzleHash: atoms(['33'], 0).some(({ length }) => length !== 32),
    negativeAmount: amounts.some((amount) => amount < 0n),
    hugeAmount: amounts.some((amount) => amount >= 1n << 64n),
    negativeFee: atoms(['3a'], 0).some((atom) => atomToInt(atom) < 0n),
  };
}
