import type { Handlers, NodeType } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { blockHandlers } from './blocks.ts';
import { farmerHandlers } from './farmer.ts';
import { headerHandlers } from './headers.ts';
import { peerHandlers } from './peers.ts';
import { proofOfTimeHandlers } from './proofs-of-time.ts';
import { tipHandlers } from './tips.ts';
import { transactionHandlers } from './transactions.ts';
import { unfinishedBlockHandlers } from './unfinished-blocks.ts';
import { walletHandlers } from './wallet.ts';

/** Every message that a full node may receive; a missing one does not compile. */
export const createHandlers = (state: NodeState): Handlers<typeof NodeType.FULL_NODE> => ({
  ...tipHandlers(state),
  ...blockHandlers(state),
  ...unfinishedBlockHandlers(state),
  ...proofOfTimeHandlers(state),
  ...transactionHandlers(state),
  ...headerHandlers(state),
  ...farmerHandlers(state),
  ...walletHandlers(state),
  ...peerHandlers(state),
});
