export { writeNetworkFile } from './network-file.ts';
export { conditions, type StandardKey, type StandardSpend, spendBundle, standardKey } from './spends.ts';
