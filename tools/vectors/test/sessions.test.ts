import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { decodeHandshake, type Handshake, NodeType, nodeTypeName, PROTOCOL_VERSION } from '@salvia/protocol';
import { type CaseFacts, deviationFor, readVector } from '../src/index.ts';
import { type GoldenNode, startGoldenNode } from './session-support/golden-node.ts';
import { functionIn, recordedSteps, replay } from './session-support/replay.ts';
import { type Session, sessionsShape } from './session-support/shape.ts';

const FILE = 'reference/sessions.json.gz';
const { protocol_version: version, sessions } = sessionsShape.parse(readVector(FILE));

/** The handshake that a session sends in a step, if any. */
function handshakeIn({ sent }: Session['steps'][number]): Handshake | null {
  try {
    return sent === null ? null : decodeHandshake(hexToBytes(sent), NodeType.FULL_NODE);
  } catch {
    return null;
  }
}

/** What the node says of itself first. */
const recordedNode = decodeHandshake(hexToBytes(sessions[0]?.steps[0]?.received[0]?.cbor ?? ''), NodeType.FULL_NODE);

/** What rules may look at. `subject`: what is compared. */
function factsOf(session: Session, subject: 'frames' | 'ban' | 'afterwards'): CaseFacts {
  const handshake = session.steps.map(handshakeIn).find((found) => found !== null);
  const acknowledged = session.steps.findIndex((step) => functionIn(step) === 'handshake_ack');
  return {
    subject,
    note: session.note,
    sameNetwork: handshake === undefined || handshake.networkId === recordedNode.networkId,
    sameVersion: handshake === undefined || handshake.version === version,
    role: handshake && nodeTypeName(handshake.nodeType),
    /** Closed by the reference for what came after a handshake that it took. */
    closedLater: acknowledged > 1 && session.steps.some(({ closed }, step) => closed && step > acknowledged),
    afterwards: session.afterwards,
  };
}

/** What is left of a recorded session for a node that refuses the handshake. */
function refused(session: Session) {
  const at = session.steps.findIndex((step) => handshakeIn(step) !== null);
  return recordedSteps(session).map((step, index) => (index < at ? step : { received: [], closed: true }));
}

test('the recorded version is ours', () => {
  expect(version).toBe(PROTOCOL_VERSION);
});

describe('a node that holds golden_chain, to whoever connects', () => {
  let node: GoldenNode;
  beforeAll(async () => {
    node = await startGoldenNode(recordedNode.networkId);
  }, 240_000);
  afterAll(() => node?.stop());

  /** Each session comes from an address of its own: what one did must not be held against the next. */
  const rows = sessions.map((session, index) => [session.note, session, `127.0.1.${index + 1}`] as const);

  test.each(rows)('%s: the same answers, frame by frame', async (_note, session, host) => {
    const { steps, code } = await replay(node, session, host);
    const row = deviationFor(FILE, factsOf(session, 'frames'));
    expect(steps).toEqual(row === null ? recordedSteps(session) : refused(session));
    if (row !== null) expect(code).toBe(row.verdict);
  });

  test.each(rows)('%s: whether it may come back', (_note, session, host) => {
    const row = deviationFor(FILE, factsOf(session, 'ban'));
    const ban = node.bans.list().find(({ key }) => key.endsWith(` ${host}`));
    expect(ban === undefined ? null : 'banned').toBe(row === null ? null : row.verdict);
    expect(node.open(host).isClosed).toBe(row !== null);
  });

  const harmful = rows.filter(([, { afterwards }]) => afterwards !== undefined);
  test.each(harmful)('%s: and what others get afterwards', async (_note, session) => {
    const row = deviationFor(FILE, factsOf(session, 'afterwards'));
    expect(row?.verdict).toBe('goes on');
    const other = sessions.find(({ note }) => note === 'ping');
    if (other === undefined) throw new Error('no session is an ordinary one');
    const { steps } = await replay(node, other, '127.0.2.1');
    expect(steps).toEqual(recordedSteps(other));
  });
});
