import { bytes32, enumeration, message, str, uint16, type ValueOf } from '@salvia/streamable';
import { NodeType } from '../roles.ts';

/*
 * Any role to any role (network 2.1).
 */

/** Who I am: my network and version, my id, where I listen (0: nowhere), my role. */
export const Handshake = message('Handshake', {
  networkId: str,
  version: str,
  nodeId: bytes32,
  serverPort: uint16,
  nodeType: enumeration('NodeType', NodeType),
});
export type Handshake = ValueOf<typeof Handshake>;

export const HandshakeAck = message('HandshakeAck', {});

export const Ping = message('Ping', { nonce: bytes32 });
export type Ping = ValueOf<typeof Ping>;

export const Pong = message('Pong', { nonce: bytes32 });
export type Pong = ValueOf<typeof Pong>;
