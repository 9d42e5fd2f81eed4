export { createDevnet, type Devnet, type DevnetEvents } from './devnet.ts';
export { DevnetError, type DevnetErrorCode } from './errors.ts';
export { main } from './main.ts';
export { type Calibration, devnetConstants } from './network/constants.ts';
export { createNetwork, type NetworkRequest } from './network/create-network.ts';
export { proveTime } from './network/vdf.ts';
export type { DevnetOptions } from './plan/options.ts';
export { DEVNET_MNEMONIC } from './setup/mnemonic.ts';
export type { Snapshot } from './watch/snapshot.ts';
