export {
  type Cable,
  createLab,
  type Lab,
  type LabHost,
  type LabProcess,
  NetnsError,
  type NetnsErrorCode,
  netnsMissing,
  sweep,
  testNamespaces,
} from './netns/index.ts';
export { writeNetworkFile } from './network-file.ts';
export { conditions, type StandardKey, type StandardSpend, spendBundle, standardKey } from './spends.ts';
