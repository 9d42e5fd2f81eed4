import { bytesToHex } from '@noble/hashes/utils.js';
import { Header, headerHash, proofsHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { StoredHeader } from '../store/header-store.ts';
import { createFacts, type FactsById, factsOf, type HeaderRow } from './facts.ts';
import type { Findings } from './finding.ts';
import { counter, type OnProgress } from './progress.ts';
import { greatestId, type Raw, rowsById, tryRead } from './rows.ts';
import { type BlockRow, type FinishedBlock, readBlock, readChanges } from './stored-block.ts';

export interface BlockCounts {
  readonly headers: number;
  readonly blocks: number;
}

/** Headers are a tree that grew row by row from the genesis (consensus 10.1), and each has its block. */
export async function checkBlocks(
  raw: Raw,
  genesisHash: Uint8Array,
  findings: Findings,
  onProgress: OnProgress,
): Promise<BlockCounts> {
  const step = counter('blocks', greatestId(raw), onProgress);
  const facts = createFacts(raw);
  const blockOf = raw.prepare<[number], BlockRow>('select * from blocks where id = ?');
  let headers = 0;
  let blocks = 0;
  let expected = 1;
  for (const found of rowsById<HeaderRow>(raw, 'headers')) {
    const { id } = found;
    if (id > expected) findings.add('HEADER_MISSING', missing(expected, id - 1));
    expected = id + 1;
    headers += 1;
    const header = 'row' in found ? factsOf(found.row) : null;
    if (header === null) findings.add('HEADER_FIELDS', `header ${id}`);
    else checkPlace(header, facts, genesisHash, findings);
    const stored = tryRead(() => blockOf.get(id));
    if ('unreadable' in stored) findings.add('BLOCK_UNREADABLE', `block ${id}: ${stored.unreadable}`);
    else if (stored.value === undefined) findings.add('BLOCK_MISSING', `block ${id}`);
    else {
      blocks += 1;
      checkBlock(stored.value, header, facts, findings);
    }
    await step();
  }
  for (const id of strayBlocks(raw)) findings.add('BLOCK_STRAY', `block ${id}`);
  return { headers, blocks };
}

const missing = (from: number, to: number): string => (from === to ? `header ${from}` : `headers ${from} to ${to}`);

function checkPlace(header: StoredHeader, facts: FactsById, genesisHash: Uint8Array, findings: Findings): void {
  const { id, parentId, height, weight } = header;
  const where = `header ${id} at height ${height}`;
  if (id === 1) {
    if (!sameBytes(header.headerHash, genesisHash)) findings.add('WRONG_GENESIS', bytesToHex(header.headerHash));
    if (parentId !== null) findings.add('HEADER_PARENT', `${where}: a first one has none`);
    if (height !== 0) findings.add('HEADER_HEIGHT', where);
    return;
  }
  const parent = parentId === null || parentId >= id ? null : facts(parentId);
  if (parent === null) {
    findings.add('HEADER_PARENT', `${where}: ${parentId === null ? 'none' : `header ${parentId}`}`);
    return;
  }
  if (height !== parent.height + 1) findings.add('HEADER_HEIGHT', `${where}, its parent at ${parent.height}`);
  if (weight <= parent.weight) findings.add('HEADER_WEIGHT', `${where}: ${weight}, its parent ${parent.weight}`);
}

function checkBlock(row: BlockRow, header: StoredHeader | null, facts: FactsById, findings: Findings): void {
  const where = `block ${row.id}`;
  const changes = readChanges(row);
  if ('unreadable' in changes) findings.add('CHANGES_UNREADABLE', `${where}: ${changes.unreadable}`);
  const read = readBlock(row);
  if ('unreadable' in read) {
    findings.add('BLOCK_UNREADABLE', `${where}: ${read.unreadable}`);
    return;
  }
  const block = read.value;
  if (header !== null && !sameBytes(headerHash(block.header), header.headerHash)) {
    findings.add('BLOCK_HASH', `${where} at height ${block.header.data.height}`);
    return;
  }
  const copy = row.header;
  if (!(copy instanceof Uint8Array) || !sameBytes(copy, Header.encode(block.header)))
    findings.add('HEADER_DISAGREES', `${where}: its header is stored differently beside it`);
  const differing = header === null ? [] : differences(header, block, facts);
  if (differing.length > 0) findings.add('HEADER_DISAGREES', `header ${row.id}: ${differing.join(', ')}`);
}

/** Fields in which a row is not what its block says. The minimum of iterations follows from earlier blocks only. */
function differences(header: StoredHeader, block: FinishedBlock, facts: FactsById): string[] {
  const { data } = block.header;
  const parent = header.parentId === null ? null : facts(header.parentId);
  const same = {
    height: header.height === data.height,
    timestamp: header.timestamp === data.timestamp,
    weight: header.weight === data.weight,
    totalIters: header.totalIters === data.totalIters,
    challengeHash: sameBytes(header.challengeHash, block.proofOfSpace.challengeHash),
    proofsHash: sameBytes(header.proofsHash, proofsHash(block)),
    parent: parent === null || sameBytes(parent.headerHash, data.prevHeaderHash),
  };
  return Object.entries(same).flatMap(([name, fits]) => (fits ? [] : name));
}

function strayBlocks(raw: Raw): number[] {
  const query = 'select id from blocks where not exists (select 1 from headers where headers.id = blocks.id)';
  const found = tryRead(() => raw.prepare<[], { id: number }>(query).all());
  return 'value' in found ? found.value.map(({ id }) => id) : [];
}
