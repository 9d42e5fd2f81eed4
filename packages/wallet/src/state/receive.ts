import { setImmediate as others } from 'node:timers/promises';
import type { HeaderRecord, Receipt, WalletBlock } from './api.ts';
import { applyBlock } from './apply-block.ts';
import { branchTo } from './branch.ts';
import type { WalletCore } from './core.ts';
import { rollBack } from './roll-back.ts';
import type { Unit } from './unit.ts';
import { noticePayments } from './window.ts';

/** Blocks after which others get their turn. */
const STRETCH = 16;

/** Takes blocks one by one, each wholly or not at all (wallet 4.3). */
export async function receive(core: WalletCore, blocks: readonly WalletBlock[]): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const block of blocks) {
    receipts.push(await core.change((unit) => receiveOne(core, unit, block)));
    if (receipts.length % STRETCH === 0) await others();
  }
  return receipts;
}

function receiveOne(core: WalletCore, unit: Unit, { header, additions, removals }: WalletBlock): Receipt {
  const { blocks } = core.stores;
  if (blocks.get(header.headerHash) !== undefined) return 'ALREADY_HAVE_BLOCK';
  if (blocks.get(header.prevHeaderHash)?.height !== header.height - 1) return 'DISCONNECTED_BLOCK';
  blocks.add(header, { additions, removals });
  noticePayments(core, unit, additions);
  if (header.weight <= core.memory.head.weight) return 'ADDED_AS_ORPHAN';
  moveHead(core, unit, header);
  return 'ADDED_TO_HEAD';
}

function moveHead({ stores, memory }: WalletCore, unit: Unit, head: HeaderRecord): void {
  const { fork, branch } = branchTo(stores.blocks, head);
  if (fork.height < memory.head.height) rollBack(stores, unit, fork.height);
  for (const header of branch) {
    stores.blocks.enter(header.headerHash);
    applyBlock(stores, unit, header, stores.blocks.changes(header.headerHash));
  }
  unit.head = head;
}
