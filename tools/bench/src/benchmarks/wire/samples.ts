import { type BodyOf, encodeMessage, type MessageName, NodeType, PROTOCOL_VERSION } from '@salvia/protocol';
import { blockWithGenerator } from '../../samples/block.ts';
import { hash32 } from '../../samples/bytes.ts';
import { clientFrame } from './raw-line.ts';

export const NETWORK_ID = 'bench';
const BLOCK_BYTES = 1_000_000;

const frameOf = <Name extends MessageName>(name: Name, body: BodyOf<Name>): Uint8Array =>
  clientFrame(encodeMessage(name, body));

/** What is sent, as it is on the line. */
export const samples = {
  newTip: () => frameOf('new_tip', { height: 100_000, weight: 1n << 40n, headerHash: hash32('tip') }),
  block: () => frameOf('respond_block', { block: blockWithGenerator(BLOCK_BYTES) }),
  /** The server under test tells all of a new tip then. */
  toAll: () => frameOf('removing_tip', { headerHash: hash32('all') }),
};

/** A handshake and its acknowledgement, of the peer of that number. */
export const greetingOf = (peer: number): Uint8Array[] => [
  frameOf('handshake', {
    networkId: NETWORK_ID,
    version: PROTOCOL_VERSION,
    nodeId: hash32(`peer ${peer}`),
    serverPort: 0,
    nodeType: NodeType.FULL_NODE,
  }),
  frameOf('handshake_ack', {}),
];
