import { type ErrorName, ProtocolError } from '@salvia/protocol';
import type { FullNode, FullNodes } from './full-nodes.ts';
import type { Reply } from './questions.ts';
import { SyncError } from './sync-error.ts';

/** What is wrong with an answer: an error name of the protocol, which has a price, and the details for the log. */
export interface Fault {
  readonly fault: ErrorName;
  readonly problem: string;
}

/** What fetching needs of the network. */
export interface FetchContext {
  readonly nodes: FullNodes;
  /** Makes a full node pay for a lie; it is asked no more for a long time. */
  accuse(node: FullNode, error: ProtocolError): void;
  /** Leaves a full node that is silent. */
  leave(node: FullNode, reason: string): void;
  readonly stopped: () => boolean;
}

/** How a thing is had from any full node. */
export interface Wanted<Body, T> {
  readonly name: string;
  /** Who announced the chain that it is of, and so has it. */
  readonly owner: FullNode;
  ask(node: FullNode): Promise<Reply<Body>>;
  /** What the answer is worth. */
  judge(body: Body): T | Fault;
  /** Whether the owner lied if it refuses: headers are kept by everybody who ever had them. */
  readonly ownerMust: boolean;
}

/** What was wanted, and who gave it. */
export interface Fetched<T> {
  readonly value: T;
  readonly from: FullNode;
}

/** Questions in a row without an answer after which a full node is left. */
const MOST_SILENCES = 3;

/**
 * Asks one full node after the other, the one with the fewest open questions first, until an answer is right (wallet 5.5).
 * Whoever lies pays for it; whoever is silent too often is left.
 * @throws SyncError NO_ANSWER, WITHHELD, CHANGED (its owner does not have it any more), STOPPED
 */
export async function fetchFromAny<Body, T extends object>(
  context: FetchContext,
  wanted: Wanted<Body, T>,
): Promise<Fetched<T>> {
  const { nodes, stopped } = context;
  const tried = new Set<FullNode>();
  let ownerRefused = false;
  for (;;) {
    if (stopped()) throw new SyncError('STOPPED', 'the wallet stops');
    const node = leastBusy(nodes.usable().filter((other) => !tried.has(other)));
    if (node === undefined) break;
    tried.add(node);
    const reply = await wanted.ask(node);
    if ('body' in reply) {
      const result = wanted.judge(reply.body);
      if (!('fault' in result)) return { value: result, from: node };
      context.accuse(node, new ProtocolError(result.fault, { wanted: wanted.name, problem: result.problem }));
    } else if (reply.failure === 'WRONG') {
      const problem = 'an answer to something else';
      context.accuse(node, new ProtocolError('INVALID_BODY', { wanted: wanted.name, problem }));
    } else if (reply.failure === 'LATE' && node.silences >= MOST_SILENCES) context.leave(node, 'it does not answer');
    else if (reply.failure === 'REFUSED' && node === wanted.owner) ownerRefused = true;
  }
  throw ownerRefused ? refused(context, wanted) : new SyncError('NO_ANSWER', `nobody gives ${wanted.name}`);
}

function refused<Body, T>(context: FetchContext, { name, owner, ownerMust }: Wanted<Body, T>): SyncError {
  if (!ownerMust) return new SyncError('CHANGED', `whoever announced it does not have ${name} any more`);
  context.accuse(owner, new ProtocolError('BLOCK_WITHHELD', { wanted: name }));
  return new SyncError('WITHHELD', `whoever announced it withholds ${name}`);
}

function leastBusy(nodes: readonly FullNode[]): FullNode | undefined {
  return nodes.reduce<FullNode | undefined>(
    (best, node) => (best === undefined || node.asked < best.asked ? node : best),
    undefined,
  );
}
