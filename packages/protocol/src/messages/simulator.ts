import { bytes32, message, uint32 } from '@salvia/streamable';

/*
 * Wallet to the reference's simulator (network 2.9). Shapes only: no role of ours takes them, devnet controls do that.
 */

export const FarmNewBlock = message('FarmNewBlockProtocol', { puzzleHash: bytes32 });
export const ReorgFromIndexToNewIndex = message('ReorgProtocol', {
  oldIndex: uint32,
  newIndex: uint32,
  puzzleHash: bytes32,
});
