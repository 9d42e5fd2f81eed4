export { constants, createFarm, type Farm, type Grown, wallet } from './farm.ts';
export {
  type Answer,
  HostilePeer,
  hangUp,
  lineEnded,
  type Outcome,
  openLine,
  openSecureLine,
  type PeerOptions,
  type Scenario,
  type Stage,
  scenarios,
  type Victim,
  type WebSocketFrame,
  webSocketFrame,
} from './hostile/index.ts';
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
export * from './simulation/index.ts';
export { conditions, type StandardKey, type StandardSpend, spendBundle, standardKey } from './spends.ts';
