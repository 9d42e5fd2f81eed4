/** What a reference file says about one case, as far as a rule may look at it. */
export type CaseFacts = Readonly<Record<string, unknown>>;

/**
 * Cases whose verdict differs from the reference's on purpose, because of a DO, DO+ or NEW item of the specification.
 * `applies` is a rule over the case's note or fields, so that it holds for other data of the same kind.
 */
export interface Deviation {
  readonly file: string;
  /** The rule in words. */
  readonly rule: string;
  readonly applies: (facts: CaseFacts) => boolean;
  /** The item that asks for it. */
  readonly item: string;
  /** What we answer instead. */
  readonly verdict: string;
}

const note = (facts: CaseFacts): string => String(facts['note'] ?? '');
const isText = (value: unknown): value is string => typeof value === 'string';

const PARSE = 'reference/streamable_parse.json.gz';
const RECEIVE = 'reference/cbor_receive.json';
const KEYS = 'reference/keys.json';
const POT_ITERATIONS = 'reference/pot_iterations.json';
const DIFFICULTY_CHAINS = 'reference/difficulty_chains.json.gz';
const INVALID = 'reference/golden_invalid.json.gz';
const MEMPOOL = 'reference/mempool.json.gz';
const PROOFS_OF_TIME = 'reference/proofs_of_time.json.gz';
const CONDITIONS = 'reference/conditions.json.gz';
const SESSIONS = 'reference/sessions.json.gz';

export const deviations: readonly Deviation[] = [
  {
    file: PARSE,
    rule: 'accepted with a negative amount, which is no uint64',
    applies: ({ accepted, fields }) =>
      accepted === true && String((fields as { amount?: unknown } | undefined)?.amount ?? '').startsWith('-'),
    item: 'consensus Q5, Q11',
    verdict: 'OUT_OF_RANGE',
  },
  {
    file: PARSE,
    rule: 'accepted, but the bytes are not those of what was read (and no program or amount merely is not minimal)',
    applies: ({ accepted, exact, minimalityOnly }) => accepted === true && exact === false && minimalityOnly === false,
    item: 'consensus 1.6',
    verdict: 'LENIENT',
  },
  {
    file: PARSE,
    rule: 'refused only because recursion ran out',
    applies: ({ accepted, exception }) => accepted === false && exception === 'RecursionError',
    item: 'consensus Q3',
    verdict: 'accepted',
  },
  {
    file: PARSE,
    rule: 'text that is not ASCII, whose length is written in characters',
    applies: ({ host }) => isText(host) && /[^\0-\x7f]/.test(host),
    item: 'consensus Q1',
    verdict: 'written with its length in bytes',
  },
  {
    file: RECEIVE,
    rule: 'accepted by accident: another kind of value is converted, or an integer out of range is taken',
    applies: ({ accident }) => accident === true,
    item: 'network 0.3 item 4, consensus 2.3 and Q5',
    verdict: 'INVALID_BODY',
  },
  {
    file: RECEIVE,
    rule: 'a field holds another kind of CBOR item than its type has',
    applies: ({ accepted, wellTyped }) => accepted === true && wellTyped === false,
    item: 'network 0.3 item 4, consensus 2.3',
    verdict: 'INVALID_BODY',
  },
  {
    file: RECEIVE,
    rule: 'bytes follow the record in a byte string',
    applies: ({ accepted, trailing }) => accepted === true && trailing === true,
    item: 'consensus 1.6',
    verdict: 'INVALID_BODY',
  },
  {
    file: RECEIVE,
    rule: 'an envelope in another than the one shortest form: indefinite or long lengths, trailing bytes, duplicate keys',
    applies: ({ canonical }) => canonical === false,
    item: 'network 0.3 item 5, consensus 2.2',
    verdict: 'MALFORMED_FRAME',
  },
  {
    file: RECEIVE,
    rule: 'a function name that is no text',
    applies: (facts) =>
      facts['canonical'] === true && isText(facts['f']) && /^'.*'$/.test(facts['f']) && note(facts) !== '',
    item: 'network 0.1 and 0.3 item 4',
    verdict: 'MALFORMED_FRAME',
  },
  {
    file: INVALID,
    rule: 'added although the output of the proof of time is not the reduced form',
    applies: ({ result, reducedOutput }) => String(result).startsWith('ADDED') && reducedOutput === false,
    item: 'consensus Q19',
    verdict: 'INVALID_POT',
  },
  {
    file: INVALID,
    rule: 'added without a generator, under another filter than what the block does gives',
    applies: ({ result, hasGenerator, ownFilter }) =>
      String(result).startsWith('ADDED') && hasGenerator === false && ownFilter === false,
    item: 'consensus Q10',
    verdict: 'INVALID_TRANSACTIONS_FILTER_HASH',
  },
  {
    file: INVALID,
    rule: 'an exception for want of a proof of time',
    applies: ({ result, hasProofOfTime }) => result === 'EXCEPTION' && hasProofOfTime === false,
    item: 'consensus 7.1 R5',
    verdict: 'BLOCK_IS_NOT_FINISHED',
  },
  ...(['INVALID_COIN_SOLUTION', 'SEXP_ERROR', 'INVALID_CONDITION'] as const).map(
    (code): Deviation => ({
      file: INVALID,
      rule: `an exception in the place of ${code}, which was to be reported`,
      applies: ({ result, inner_error }) => result === 'EXCEPTION' && inner_error === code,
      item: 'consensus Q21, 8.7',
      verdict: code,
    }),
  ),
  {
    file: INVALID,
    rule: 'an exception because the program gives no list',
    applies: ({ result, exception }) => result === 'EXCEPTION' && exception === 'EvalError',
    item: 'consensus 8.7 item 2',
    verdict: 'INVALID_COIN_SOLUTION',
  },
  {
    file: INVALID,
    rule: 'a condition without an argument that it needs, or with a list in its place',
    applies: ({ malformed }) => malformed === true,
    item: 'consensus 8.7 items 4 and 5',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: INVALID,
    rule: 'a public key that is no point',
    applies: ({ badKey }) => badKey === true,
    item: 'consensus 8.9',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: INVALID,
    rule: 'a key at infinity',
    applies: ({ identityKey }) => identityKey === true,
    item: 'consensus Q2',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: INVALID,
    rule: 'a coin for a puzzle hash that is not 32 bytes',
    applies: ({ badPuzzleHash }) => badPuzzleHash === true,
    item: 'consensus Q20',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: INVALID,
    rule: 'a negative fee',
    applies: ({ negativeFee }) => negativeFee === true,
    item: 'consensus Q11',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: INVALID,
    rule: 'a coin of a negative amount',
    applies: ({ negativeAmount }) => negativeAmount === true,
    item: 'consensus Q11',
    verdict: 'COIN_AMOUNT_EXCEEDS_MAXIMUM',
  },
  {
    file: INVALID,
    rule: 'an exception because an amount does not fit 64 bits',
    applies: ({ result, hugeAmount }) => result === 'EXCEPTION' && hugeAmount === true,
    item: 'consensus 8.3 T4',
    verdict: 'COIN_AMOUNT_EXCEEDS_MAXIMUM',
  },
  {
    file: MEMPOOL,
    rule: 'a bundle or a block that is taken although it creates a coin of a negative amount',
    applies: ({ status, result, negativeAmount }) =>
      (status === 'SUCCESS' || result === 'ADDED_TO_HEAD') && negativeAmount === true,
    item: 'consensus Q11',
    verdict: 'COIN_AMOUNT_EXCEEDS_MAXIMUM',
  },
  {
    file: MEMPOOL,
    rule: 'an exception because a puzzle fails',
    applies: ({ status, inner_error }) => status === 'EXCEPTION' && inner_error === 'SEXP_ERROR',
    item: 'consensus 11.2 M2, Q21',
    verdict: 'SEXP_ERROR',
  },
  {
    file: MEMPOOL,
    rule: 'a bundle that goes on waiting to be tried after the mempool of a new tip took it',
    applies: ({ waits, taken }) => waits === true && taken === true,
    item: 'consensus 11.6 item 5',
    verdict: 'does not wait',
  },
  {
    file: MEMPOOL,
    rule: 'the bundle for a block takes the lowest fee rate first',
    applies: ({ op }) => op === 'bundle',
    item: 'consensus Q18',
    verdict: 'the highest fee rate first',
  },
  {
    file: POT_ITERATIONS,
    rule: 'a plot size for which the reference falls into floating point',
    applies: ({ k }) => Number(k) < 10,
    item: 'consensus Q6',
    verdict: 'PLOT_SIZE_OUT_OF_RANGE',
  },
  {
    file: DIFFICULTY_CHAINS,
    rule: 'the chain stops at a time span of zero, or at minimum iterations of zero',
    applies: ({ exception }) => exception === 'ZeroDivisionError' || exception === 'AssertionError',
    item: 'consensus Q7',
    verdict: 'goes on',
  },
  {
    file: DIFFICULTY_CHAINS,
    rule: 'the chain stops as the parent of genesis is looked up, with a delay of 1',
    applies: ({ exception, delay }) => exception === 'KeyError' && delay === 1,
    item: 'consensus 6.1 step 3.2',
    verdict: 'goes on',
  },
  {
    file: PROOFS_OF_TIME,
    rule: 'accepted with an output that is not the reduced form',
    applies: ({ valid, reducedOutput }) => valid === true && reducedOutput === false,
    item: 'consensus Q19',
    verdict: 'invalid',
  },
  {
    file: CONDITIONS,
    rule: 'accepted with a negative ASSERT_FEE',
    applies: ({ negativeFee }) => negativeFee === true,
    item: 'consensus Q11',
    verdict: 'INVALID_CONDITION',
  },
  {
    file: KEYS,
    rule: 'a mnemonic with capital letters, or with other white space than single spaces between the words',
    applies: ({ mnemonic }) => isText(mnemonic) && /[A-Z]|[^\S ]|  |^ | $/.test(mnemonic),
    item: 'wallet 1.1 item 2',
    verdict: 'read as the same words in lower case with single spaces',
  },
  {
    file: KEYS,
    rule: 'an address that is read although it has another prefix',
    applies: ({ address, decoded }) => isText(address) && isText(decoded) && !/^txch1/i.test(address),
    item: 'wallet 1.5 item 4',
    verdict: 'ADDRESS_PREFIX',
  },
  {
    file: KEYS,
    rule: 'an address that is read although it does not hold 32 bytes',
    applies: ({ address, decoded }) => isText(address) && isText(decoded) && decoded.length !== 64,
    item: 'wallet 1.5 item 4',
    verdict: 'ADDRESS_LENGTH',
  },
  {
    file: KEYS,
    rule: 'a plot filter of no bits, at which the reference raises',
    applies: ({ zero_bits }) => zero_bits === 0,
    item: 'consensus 5.2',
    verdict: 'every plot passes',
  },
  {
    file: SESSIONS,
    rule: 'a peer of another network, which the reference does not compare',
    applies: ({ subject, sameNetwork }) => subject === 'frames' && sameNetwork === false,
    item: 'network 1.5, Q4',
    verdict: 'INCOMPATIBLE_NETWORK_ID',
  },
  {
    file: SESSIONS,
    rule: 'a peer of another version, which the reference acknowledges before it looks at that',
    applies: ({ subject, sameVersion }) => subject === 'frames' && sameVersion === false,
    item: 'network 1.5, Q4',
    verdict: 'INCOMPATIBLE_PROTOCOL_VERSION',
  },
  {
    file: SESSIONS,
    rule: 'a role that full nodes have nothing to say to',
    applies: ({ subject, role }) => subject === 'frames' && role === 'HARVESTER',
    item: 'network 1.8',
    verdict: 'NODE_TYPE_NOT_ACCEPTED',
  },
  {
    file: SESSIONS,
    rule: 'a peer that is closed for what it said after the handshake may come back at once',
    applies: ({ subject, closedLater }) => subject === 'ban' && closedLater === true,
    item: 'network 1.10',
    verdict: 'banned',
  },
  {
    file: SESSIONS,
    rule: 'a frame of one peer ends the handling of all messages of all peers',
    applies: ({ subject, afterwards }) => subject === 'afterwards' && isText(afterwards),
    item: 'network Q1',
    verdict: 'goes on',
  },
];

/** The row that applies to a case, or null where our verdict must be the reference's. */
export const deviationFor = (file: string, facts: CaseFacts): Deviation | null =>
  deviations.find((row) => row.file === file && row.applies(facts)) ?? null;
