import {
  atomProgram,
  type CoinLanguage,
  createCoinLanguage,
  type GeneratorFailure,
  type GeneratorRun,
  intToAtom,
  listProgram,
  pairProgram,
  type RunOptions,
  type Spend,
  writeGenerator,
} from '../../src/index.ts';

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const filled = (size: number, byte: number): Uint8Array => new Uint8Array(size).fill(byte);

export const GENESIS = filled(32, 0x11);
export const COIN = filled(32, 0x22);
export const MAX_COST = 11_000_000_000n;
export const NIL_PROGRAM = atomProgram(new Uint8Array());

/** A toy curve on which every point is valid that does not start with 0. */
export const KEY = filled(48, 0x77);
export const IDENTITY = Uint8Array.of(0xc0, ...filled(47, 0));

/** The language with its points counted: how often one was looked at. */
export function createLanguage(): CoinLanguage & { readonly checked: Uint8Array[] } {
  const checked: Uint8Array[] = [];
  const g1 = {
    isValidG1(point: Uint8Array) {
      checked.push(point);
      return point[0] !== 0;
    },
    multiplyG1Generator: () => KEY,
    addPublicKeys: () => KEY,
  };
  const language = createCoinLanguage({ coinRules: 'mainnet', genesisHash: GENESIS, costRatio: 0, g1 });
  return { ...language, checked };
}

export type Item = Uint8Array | bigint | readonly Item[];

/** A program from atoms, integers and lists of them. */
export function program(item: Item): Uint8Array {
  if (typeof item === 'bigint') return atomProgram(intToAtom(item));
  return item instanceof Uint8Array ? atomProgram(item) : listProgram(...item.map(program));
}

/** The puzzle `(q . value)`: it yields a value whatever its solution. */
export const quote = (value: Uint8Array): Uint8Array => pairProgram(Uint8Array.of(1), value);

/** A generator of one spend, by a puzzle that yields the given value. */
export const generatorOf = (value: Uint8Array, coinName: Uint8Array = COIN): Uint8Array =>
  writeGenerator([{ coinName, solution: listProgram(quote(value), NIL_PROGRAM) }], 'mainnet');

export const BLOCK: RunOptions = { maxCost: MAX_COST, strict: false };
export const STRICT: RunOptions = { maxCost: MAX_COST, strict: true };

export function succeeded(run: GeneratorRun | GeneratorFailure): GeneratorRun {
  if ('error' in run) throw new Error(`${run.error}: ${run.detail}`);
  return run;
}

/** The code of a failure; `null` for a success. */
export const codeOf = (run: GeneratorRun | GeneratorFailure): GeneratorFailure['error'] | null =>
  'error' in run ? run.error : null;

/** The one spend of a generator whose puzzle yields these conditions. */
export function spendWith(conditions: Item, options: RunOptions = BLOCK): Spend {
  const { spends } = succeeded(createLanguage().runGenerator(generatorOf(program(conditions)), options));
  const [spend] = spends;
  if (spend === undefined || spends.length !== 1) throw new Error(`${spends.length} spends`);
  return spend;
}

/** The code with which a puzzle that yields these conditions fails. */
export const failureOf = (conditions: Item, options: RunOptions = BLOCK): GeneratorFailure['error'] | null =>
  codeOf(createLanguage().runGenerator(generatorOf(program(conditions)), options));
