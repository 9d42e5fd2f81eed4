import { hexToBytes } from '@noble/hashes/utils.js';
import { DatabaseError, inspectDatabase } from '@salvia/database';
import { FullBlock, headerHash } from '@salvia/protocol';
import { sqliteStores } from '../store/index.ts';
import { checkBlocks } from './check-blocks.ts';
import { checkCoins } from './check-coins.ts';
import { chainTo, checkHeads } from './check-heads.ts';
import { checkSchema } from './check-schema.ts';
import { checkSync } from './check-sync.ts';
import { checkUnfinished } from './check-unfinished.ts';
import { checkValidity } from './check-validity.ts';
import { createFacts } from './facts.ts';
import { checkFile } from './file.ts';
import { type Finding, type FindingCode, Findings } from './finding.ts';
import type { CheckOptions, FullCheck } from './options.ts';
import { checkPages } from './pages.ts';
import type { OnProgress, RepairPhase } from './progress.ts';
import type { Raw } from './rows.ts';
import { removeDatabase } from './swap.ts';

/** What a check says. */
export interface CheckReport {
  readonly path: string;
  /** Nothing was found. */
  readonly sound: boolean;
  /** At most 20 of each code. */
  readonly findings: readonly Finding[];
  /** All of them, by code. */
  readonly counts: Readonly<Partial<Record<FindingCode, number>>>;
  /** Parts that damage kept from being looked at. */
  readonly notChecked: readonly RepairPhase[];
  /** Rows that were looked at; `null`: they were not. */
  readonly headers: number | null;
  readonly blocks: number | null;
  readonly coins: number | null;
  /** Of the LCA. */
  readonly height: number | null;
}

/**
 * Says what is wrong with the database of a chain, and writes nothing: pages, headers as a tree, blocks and their hashes,
 * tips and LCA, coins against what the blocks of the main chain did to them; on demand, validity. A file that cannot be
 * looked at (LOCKED, CANNOT_OPEN) is a `DatabaseError`.
 */
export async function checkDatabase(options: CheckOptions): Promise<CheckReport> {
  const findings = new Findings();
  checkFile(options.path, findings);
  const counts = findings.has('NOT_A_DATABASE') ? UNKNOWN : await lookInside(options, findings);
  if (counts === UNKNOWN) findings.notChecked.push('pages', 'blocks', 'coins');
  const { list, counts: byCode, notChecked } = findings;
  return { path: options.path, sound: list.length === 0, findings: list, counts: byCode, notChecked, ...counts };
}

type Counts = Pick<CheckReport, 'headers' | 'blocks' | 'coins' | 'height'>;
const UNKNOWN: Counts = { headers: null, blocks: null, coins: null, height: null };

async function lookInside(options: CheckOptions, findings: Findings): Promise<Counts> {
  let inspection: ReturnType<typeof inspectDatabase>;
  try {
    inspection = inspectDatabase(options.path);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'CORRUPT') throw error;
    findings.add('PAGES_DAMAGED', error.message);
    return UNKNOWN;
  }
  try {
    return await checkTables(inspection.raw, options, findings);
  } finally {
    inspection.close();
  }
}

async function checkTables(raw: Raw, options: CheckOptions, findings: Findings): Promise<Counts> {
  const { network, full, onProgress = () => undefined } = options;
  const usable = await checkSchema(raw, findings);
  await checkPages(raw, findings, onProgress);
  if (!usable) {
    findings.notChecked.push('blocks', 'coins');
    return UNKNOWN;
  }
  const genesisHash = headerHash(FullBlock.decode(hexToBytes(network.genesis)).header);
  const counted = await checkBlocks(raw, genesisHash, findings, onProgress);
  checkUnfinished(raw, findings);
  checkSync(raw, findings);
  const state = await checkState(raw, options, findings, onProgress);
  if (full !== undefined) await validate(raw, options, full, findings);
  return { ...counted, ...state };
}

/** In the stores that were given, or in a file that is there meanwhile. */
async function validate(raw: Raw, options: CheckOptions, full: FullCheck, findings: Findings): Promise<void> {
  const { path, network, onProgress = () => undefined } = options;
  const scratch = `${path}.checking`;
  removeDatabase(scratch);
  try {
    const stores = await (full.stores ?? sqliteStores({ path: scratch }));
    await checkValidity(raw, network, { ...full, stores }, findings, onProgress);
  } finally {
    removeDatabase(scratch);
  }
}

/** What would make a tree that is none, so that nothing can follow from it. */
const BROKEN_TREE = [
  'HEADER_MISSING',
  'HEADER_FIELDS',
  'HEADER_PARENT',
  'HEADER_HEIGHT',
  'HEADER_WEIGHT',
  'WRONG_GENESIS',
] as const;

/** Tips, LCA and coins, which follow from the blocks. */
async function checkState(
  raw: Raw,
  { network }: CheckOptions,
  findings: Findings,
  onProgress: OnProgress,
): Promise<Pick<Counts, 'coins' | 'height'>> {
  const facts = createFacts(raw);
  const whole = !findings.has(...BROKEN_TREE);
  const lca = whole ? checkHeads(raw, facts, network.constants.NUMBER_OF_HEADS, findings) : null;
  const chain = lca === null ? null : chainTo(lca, facts);
  const coins = chain === null ? null : await checkCoins(raw, chain, findings, onProgress);
  if (coins === null) findings.notChecked.push('coins');
  return { coins, height: chain === null ? null : chain.length - 1 };
}
