/** A data file, and what deals with it. `*` in a name stands for any characters but a slash. */
export type FileRow =
  | { readonly file: string; readonly test: string }
  | { readonly file: string; readonly later: string };

const GENUINE_PLOTS = 'genuine plot files are not read or written yet';
const GENUINE_BYTES = `${GENUINE_PLOTS}; the tables in them are compared already, in pos-tables.test.ts`;

/** Every kind of data file: the test that handles it, or why it has to wait. */
export const files: readonly FileRow[] = [
  { file: 'bls/*.json', test: 'bls.test.ts' },

  { file: 'pos/f1.json', test: 'pos.test.ts' },
  { file: 'pos/fx.json', test: 'pos.test.ts' },
  { file: 'pos/matching.json', test: 'pos.test.ts' },
  { file: 'pos/linepoint.json', test: 'pos.test.ts' },
  { file: 'pos/tables-k18.json', test: 'pos-tables.test.ts' },
  { file: 'pos/proofs-k18.json', test: 'pos-proofs.test.ts' },
  { file: 'pos/verify.json', test: 'pos.test.ts' },
  { file: 'pos/fse.json', later: GENUINE_PLOTS },
  { file: 'pos/plot-k18.json', later: GENUINE_BYTES },
  { file: 'pos/plot-digests.json', later: GENUINE_BYTES },
  { file: 'pos/edge-parks.json', later: GENUINE_BYTES },
  { file: 'pos/prover-quirks-k18.json', test: 'pos-proofs.test.ts' },
  { file: 'plots/*.plot', later: GENUINE_PLOTS },

  { file: 'vdf/*.json', test: 'vdf.test.ts' },

  { file: 'reference/streamable.json.gz', test: 'streamable.test.ts' },
  { file: 'reference/streamable_parse.json.gz', test: 'streamable-parse.test.ts' },
  { file: 'reference/cbor_messages.json.gz', test: 'cbor-messages.test.ts' },
  { file: 'reference/cbor_receive.json', test: 'cbor-receive.test.ts' },
  { file: 'reference/tables.json', test: 'tables.test.ts' },
  { file: 'reference/keys.json', test: 'keys.test.ts' },
  { file: 'reference/pot_iterations.json', test: 'pot_iterations.test.ts' },
  { file: 'reference/difficulty_chains.json.gz', test: 'difficulty_chains.test.ts' },
  { file: 'reference/merkle_set.json', test: 'merkle_set.test.ts' },
  { file: 'reference/bip158.json', test: 'bip158.test.ts' },
  { file: 'reference/coins.json', test: 'coins.test.ts' },
  { file: 'reference/release_genesis.json', test: 'release_genesis.test.ts' },
  { file: 'reference/golden_chain.json.gz', test: 'chain.test.ts' },
  { file: 'reference/golden_invalid.json.gz', test: 'invalid.test.ts' },
  { file: 'reference/small_chains.json.gz', test: 'chain.test.ts' },
  { file: 'reference/golden_fork_spends.json.gz', test: 'fork-spends.test.ts' },
  { file: 'reference/golden_arrivals.json.gz', test: 'arrivals.test.ts' },
  { file: 'reference/conditions.json.gz', test: 'conditions.test.ts' },
  { file: 'reference/mempool.json.gz', test: 'mempool.test.ts' },
  { file: 'reference/node_answers.json.gz', test: 'node-answers.test.ts' },
  { file: 'reference/sessions.json.gz', test: 'sessions.test.ts' },
  { file: 'reference/proofs_of_time.json.gz', test: 'proofs-of-time.test.ts' },
  { file: 'reference/peers.json', test: 'peers.test.ts' },
];

const matches = (pattern: string, file: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`).test(file);

/** The rows that name a file; exactly one does. */
export const rowsFor = (file: string): readonly FileRow[] => files.filter((row) => matches(row.file, file));
