export { hangUp, lineEnded, openLine, openSecureLine } from './line.ts';
export { type Answer, HostilePeer, type PeerOptions } from './peer.ts';
export type { Outcome, Scenario, Stage, Victim } from './scenario.ts';
export { scenarios } from './scenarios/index.ts';
export { type WebSocketFrame, webSocketFrame } from './web-socket-frame.ts';
