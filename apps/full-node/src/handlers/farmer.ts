import type { Handlers, NodeType } from '@salvia/protocol';
import { makeCandidate, signCandidate } from '../flow/candidate.ts';
import type { NodeState } from '../state.ts';

type FarmerHandlers = Pick<Handlers<typeof NodeType.FULL_NODE>, 'request_header_hash' | 'header_signature'>;

export const farmerHandlers = (state: NodeState): FarmerHandlers => ({
  request_header_hash: (body) => makeCandidate(state, body),
  header_signature: (body) => signCandidate(state, body),
});
