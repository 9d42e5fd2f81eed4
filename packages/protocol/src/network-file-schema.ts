import { hexToBytes } from '@noble/hashes/utils.js';
import { StreamableError } from '@salvia/streamable';
import { z } from 'zod';
import { type ConstantName, type Constants, checkConstants, constantNames, constantSpecs } from './constants.ts';
import { FullBlock } from './records/index.ts';

/*
 * The shape of a network file. Each `error` says what is allowed; the parser adds the field and what it found.
 */

const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, { error: values.map((value) => `"${value}"`).join(' or ') });

const text = (pattern: RegExp, allowed: string) =>
  z.string({ error: allowed }).regex(pattern, { error: allowed, abort: true });

const flag = z.boolean({ error: 'true or false' });

/** JSON has no integers of 64 bits: a decimal string, or a number as far as those are exact. */
const bigInteger = (allowed: string) =>
  z.union([z.string().regex(/^\d{1,20}$/), z.int()], { error: allowed }).transform((value) => BigInt(value));

function constantSchema(name: ConstantName) {
  const { release, min, max } = constantSpecs[name];
  const allowed = `a whole number from ${min} to ${max}`;
  return typeof release === 'bigint' ? bigInteger(allowed) : z.int({ error: allowed });
}

const constantsSchema = z
  .strictObject(Object.fromEntries(constantNames.map((name) => [name, constantSchema(name)])), {
    error: 'an object with all constants',
  })
  .transform((constants) => constants as unknown as Constants)
  .check((context) => {
    const problem = checkConstants(context.value);
    if (problem === null) return;
    context.issues.push({
      code: 'custom',
      input: context.value[problem.field],
      path: [problem.field],
      message: problem.allowed,
    });
  });

const GENESIS = 'hex of a whole block with its proof of time';

function isGenesis(hex: string): boolean {
  try {
    return FullBlock.decode(hexToBytes(hex)).proofOfTime !== null;
  } catch (error) {
    if (error instanceof StreamableError) return false;
    throw error;
  }
}

const genesisSchema = text(/^(?:[0-9a-f]{2})+$/, GENESIS).refine(isGenesis, { error: GENESIS });

export const networkFileSchema = z.strictObject(
  {
    name: text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a name of 1 to 40 letters, digits, dots, hyphens, underscores'),
    networkId: text(/^[\x21-\x7e]{1,100}$/, '1 to 100 printable ASCII characters without blanks'),
    vdfScheme: oneOf('chiavdf', 'chiavdf-0.12').default('chiavdf'),
    coinRules: oneOf('mainnet', 'beta18').default('mainnet'),
    addressPrefix: text(/^[a-z][a-z0-9]{0,19}$/, '1 to 20 lower-case letters and digits'),
    constants: constantsSchema,
    genesis: genesisSchema,
    test: z
      .strictObject(
        { privateAddresses: flag.default(false), controls: flag.default(false) },
        { error: 'an object with privateAddresses and controls' },
      )
      .default({ privateAddresses: false, controls: false }),
  },
  { error: 'a JSON object' },
);

/** A network, as all its roles must know it. */
export type NetworkFile = Readonly<z.output<typeof networkFileSchema>>;
