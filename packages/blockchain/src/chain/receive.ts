import { type FullBlock, headerHash, type ProofOfTime } from '@salvia/protocol';
import { type BodyRejection, type BodyVerdict, type Parent, validateBody, validateHeader } from '../consensus/index.ts';
import { addBlock, type HeadChange } from './add.ts';
import type { ReceiveOptions, ReceiveResult, UnfinishedResult } from './api.ts';
import type { ChainCore } from './core.ts';
import type { SparedChecks } from './validated-header.ts';

/** Consensus 7.1 and 9.2, for one block at a time. */
export async function receive(
  core: ChainCore,
  block: FullBlock,
  nowMs: number,
  options: ReceiveOptions = {},
): Promise<ReceiveResult> {
  const { state, constants, verifier } = core;
  const { height, prevHeaderHash } = block.header.data;
  const genesis = height === 0 && state.tips.length === 0;
  const hash = headerHash(block.header);
  if (core.find(hash) !== undefined) return { result: 'ALREADY_HAVE_BLOCK' };
  const parentId = genesis ? null : core.find(prevHeaderHash);
  if (parentId === undefined) return { result: 'DISCONNECTED_BLOCK' };
  if (!isFinished(block)) return { result: 'INVALID_BLOCK', error: 'BLOCK_IS_NOT_FINISHED', check: 'R5' };

  const parent = parentId === null ? null : parentOf(core, parentId);
  const spared = sparedChecks(core, block, hash, options);
  const header = await validateHeader({
    block,
    genesis,
    parent,
    constants,
    nowMs,
    finished: true,
    verifier,
    ...spared,
  });
  if ('error' in header) return invalid(header);
  const body = await judgeBody(core, block, parentId, nowMs);
  if ('error' in body) return invalid(body);
  return resultOf(addBlock(core, { block, parentId, requirements: header, body }));
}

/** What was found of this very block before, with its chain or without. */
function sparedChecks(
  core: ChainCore,
  block: FullBlock,
  hash: Uint8Array,
  { preValidated, validated }: ReceiveOptions,
): Partial<SparedChecks> {
  const known = validated ? core.validatedHeaders.spares(validated, hash, block) : null;
  // A pre-validated block needs no second look at its proof of time, whatever that of the header block was.
  if (known !== null && !(known.otherTime && preValidated)) return known;
  return preValidated ? { preValidated } : {};
}

/** Consensus 10.5 steps 1 and 2, and the body (Q23). The chain may grow meanwhile: a verdict concerns the block's own ancestors. */
export async function judgeUnfinished(core: ChainCore, block: FullBlock, nowMs: number): Promise<UnfinishedResult> {
  const { state, constants, verifier } = core;
  const parentId = core.find(block.header.data.prevHeaderHash);
  if (parentId === undefined || !state.isTip(parentId)) return { error: 'DOES_NOT_EXTEND', check: 'H3' };
  const parent = parentOf(core, parentId);
  const header = await validateHeader({ block, genesis: false, parent, constants, nowMs, finished: false, verifier });
  if ('error' in header) return { error: header.error, check: header.check };
  const body = await judgeBody(core, block, parentId, nowMs);
  return 'error' in body ? { error: body.error, check: body.check } : { iterations: header.iterations };
}

export function parentOf({ state, challenges }: ChainCore, id: number): Parent {
  const challengeHash = challenges.after(id).hash;
  return { headerHash: state.index.hash(id), challengeHash, ancestry: state.ancestry(id) };
}

/** Consensus 8, on the chain that ends at the parent (`null`: there is none, the block is a genesis). */
function judgeBody(core: ChainCore, block: FullBlock, parentId: number | null, nowMs: number): Promise<BodyVerdict> {
  const { constants, coinRules, verifier } = core;
  const view = parentId === null ? null : core.view(parentId);
  return validateBody({ block, view, constants, coinRules, nowMs, verifier });
}

function isFinished(block: FullBlock): block is FullBlock & { readonly proofOfTime: ProofOfTime } {
  return block.proofOfTime !== null;
}

function invalid({ error, check }: BodyRejection): ReceiveResult {
  return { result: 'INVALID_BLOCK', error, check };
}

function resultOf(change: HeadChange): ReceiveResult {
  return change === null ? { result: 'ADDED_AS_ORPHAN' } : { result: 'ADDED_TO_HEAD', ...change };
}
