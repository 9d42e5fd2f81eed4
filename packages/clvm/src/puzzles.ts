import { hexToBytes } from '@noble/hashes/utils.js';

/** `p2_delegated_puzzle_or_hidden_puzzle` of mainnet, the standard puzzle before currying (wallet 2.5). */
export const STANDARD_PUZZLE_MOD: Uint8Array = hexToBytes(
  [
    'ff02ffff01ff02ffff03ff0bffff01ff02ffff03ffff09ff05ffff1dff0bffff1effff0bff0bffff02ff06ffff04ff02ffff04ff17ff8080',
    '808080808080ffff01ff02ff17ff2f80ffff01ff088080ff0180ffff01ff04ffff04ff04ffff04ff05ffff04ffff02ff06ffff04ff02ffff',
    '04ff17ff80808080ff80808080ffff02ff17ff2f808080ff0180ffff04ffff01ff32ff02ffff03ffff07ff0580ffff01ff0bffff0102ffff',
    '02ff06ffff04ff02ffff04ff09ff80808080ffff02ff06ffff04ff02ffff04ff0dff8080808080ffff01ff0bffff0101ff058080ff0180ff',
    '018080',
  ].join(''),
);

/** `p2_delegated_puzzle` of release 1.0b18, which its wallet used as the standard puzzle (wallet 2.1). */
export const DELEGATED_PUZZLE_MOD_BETA18: Uint8Array = hexToBytes(
  [
    'ffff05ffff01ffff05ffff05ff04ffff05ff05ffff05ffffff05ff06ffff05ff02ffff05ff0bffff01ff808080808080ffff01ff80808080',
    '80ffffff05ff0bff1780808080ffff05ffff01ffff32ffff05ffff04ffff08ff0580ffff01ffff0bffff01ff0280ffffff05ff06ffff05ff',
    '02ffff05ff09ffff01ff808080808080ffffff05ff06ffff05ff02ffff05ff0dffff01ff8080808080808080ffff01ffff0bffff01ff0180',
    'ff05808080ff01808080ff01808080',
  ].join(''),
);

/** Today's program that turns a list of conditions into a program that returns it (wallet 2.2, 2.5). */
export const CONDITIONS_PUZZLE_MOD: Uint8Array = hexToBytes('ff04ffff0101ff0280');

/** The hidden puzzle of keys that have none: it always fails (wallet 2.2). */
export const DEFAULT_HIDDEN_PUZZLE: Uint8Array = hexToBytes('ff0980');
