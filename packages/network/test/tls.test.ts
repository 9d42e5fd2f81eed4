import { X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { NodeType } from '@salvia/protocol';
import {
  type Authority,
  createBanList,
  type Log,
  newAuthority,
  newIdentity,
  nodeIdOf,
  type TlsIdentity,
} from '../src/index.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { at, bytes32, createPark, NETWORK_ID, newTip, silentLog, until } from './kit/servers.ts';

const { FULL_NODE, FARMER, HARVESTER, TIMELORD } = NodeType;
const DAY_MS = 86_400_000;
const park = createPark();
afterEach(async () => {
  await RawPeer.terminateAll();
  await park.stopAll();
});

let authority: Authority;
let foreign: Authority;
beforeAll(async () => {
  authority = await newAuthority({ networkId: NETWORK_ID });
  foreign = await newAuthority({ networkId: NETWORK_ID });
});

const client = ({ key, certificate }: TlsIdentity) => ({ key, cert: certificate });

interface Line {
  readonly code?: string;
}

/** Codes of the lines that people see, by their message. */
function listeningLog(): Log & { readonly lines: Map<string, string | undefined> } {
  const lines = new Map<string, string | undefined>();
  const note = (fields: object, message: string) => void lines.set(message, (fields as Line).code);
  return { ...silentLog, info: note, warn: note, lines };
}

describe('public links', () => {
  test('take any certificate, and the node id is the SHA-256 of its key', async () => {
    const [one, other] = await Promise.all([newIdentity('one'), newIdentity('other', foreign)]);
    const node = await park.start(FULL_NODE, { identity: one });
    const dialler = await park.start(FULL_NODE, { identity: other });
    expect([node.nodeId, dialler.nodeId]).toEqual([one.nodeId, other.nodeId]);
    const peer = await dialler.dial({ ...at(node), nodeType: FULL_NODE });
    expect(peer.nodeId).toEqual(one.nodeId);
    await until(() => node.connections().length === 1);
    expect(node.connections()[0]?.nodeId).toEqual(other.nodeId);
    expect([node.errors, dialler.errors]).toEqual([[], []]);
  });

  test('carry messages of any size, in order', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const peer = await RawPeer.connect(node, {});
    peer.handshake();
    await peer.frame(1);
    peer.say('handshake_ack', {});
    for (let height = 0; height < 500; height++) peer.say('new_tip', newTip(height));
    await until(() => node.received.length === 500);
    expect(node.received.map(({ body }) => (body as { height: number }).height)).toEqual([...Array(500).keys()]);
  });

  test('take an expired certificate: it proves its key as well as ever', async () => {
    const old = await newIdentity('old', authority, { days: 1, now: () => Date.now() - 9 * DAY_MS });
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one', authority) });
    const dialler = await park.start(FULL_NODE, { identity: old });
    expect((await dialler.dial({ ...at(node), nodeType: FULL_NODE })).nodeId).toEqual(node.nodeId);
  });

  test('refuse an id that the certificate does not prove', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const peer = await RawPeer.connect(node, client(await newIdentity('liar')));
    peer.handshake({ nodeId: bytes32(5) });
    await peer.closed;
    expect(node.errors).toEqual(['INVALID_HANDSHAKE']);
  });

  test('take the word of a peer that shows no certificate', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const peer = await RawPeer.connect(node, {});
    peer.handshake({ nodeId: bytes32(5) });
    await peer.frame(1);
    expect(node.connections()[0]?.nodeId).toEqual(bytes32(5));
  });

  test('do not speak TLS 1.2', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const peer = await RawPeer.connect(node, { maxVersion: 'TLSv1.2' });
    await peer.closed;
    expect(node.errors).toEqual(['CONNECT_FAILED']);
  });

  test('do not speak plain ws either, from either end', async () => {
    const [secure, plain] = [
      await park.start(FULL_NODE, { identity: await newIdentity('one') }),
      await park.start(FULL_NODE),
    ];
    const dial = (from: typeof plain, to: typeof plain) => from.dial({ ...at(to), nodeType: FULL_NODE });
    await expect(dial(plain, secure)).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
    await expect(dial(secure, plain)).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
  });
});

describe('who has an id', () => {
  test('is whoever proves it: a peer that only declared it goes', async () => {
    const owner = await newIdentity('owner');
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const squatter = await RawPeer.connect(node, {});
    squatter.handshake({ nodeId: owner.nodeId });
    await squatter.frame(1);
    squatter.say('handshake_ack', {});
    const dialler = await park.start(FULL_NODE, { identity: owner });
    await dialler.dial({ ...at(node), nodeType: FULL_NODE });
    await squatter.closed;
    expect(node.connections().map(({ nodeId, port }) => [nodeId, port])).toEqual([[owner.nodeId, dialler.port]]);
    expect(node.errors).toEqual(['DUPLICATE_CONNECTION']);
  });

  test.each([
    ['proven', true],
    ['declared', false],
  ])('a %s connection is not displaced by a declared id', async (_how, proven) => {
    const owner = await newIdentity('owner');
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const [first, second] = [await RawPeer.connect(node, proven ? client(owner) : {}), await RawPeer.connect(node, {})];
    first.handshake({ nodeId: owner.nodeId });
    await first.frame(1);
    second.handshake({ nodeId: owner.nodeId });
    await second.closed;
    expect(node.errors).toEqual(['DUPLICATE_CONNECTION']);
    expect(node.connections()).toHaveLength(1);
  });

  test('nor a proven one by its own second connection', async () => {
    const owner = await newIdentity('owner');
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const peers = [await RawPeer.connect(node, client(owner)), await RawPeer.connect(node, client(owner))];
    peers[0]?.handshake({ nodeId: owner.nodeId });
    await peers[0]?.frame(1);
    peers[1]?.handshake({ nodeId: owner.nodeId });
    await peers[1]?.closed;
    expect(node.errors).toEqual(['DUPLICATE_CONNECTION']);
  });

  test('two programs with one identity cannot talk to each other', async () => {
    const identity = await newIdentity('one');
    const [a, b] = [await park.start(FULL_NODE, { identity }), await park.start(FULL_NODE, { identity })];
    await expect(a.dial({ ...at(b), nodeType: FULL_NODE })).rejects.toMatchObject({ code: 'SELF_CONNECTION' });
  });
});

describe('private links', () => {
  const pairs = [
    ['harvester to farmer', HARVESTER, FARMER],
    ['farmer to full node', FARMER, FULL_NODE],
    ['timelord to full node', TIMELORD, FULL_NODE],
  ] as const;

  async function link(
    [from, to]: readonly [NodeType, NodeType],
    dialling: TlsIdentity | null,
    listening: TlsIdentity | null,
  ) {
    const logs = [listeningLog(), listeningLog()] as const;
    const listener = await park.start(to, { identity: listening, log: logs[1] });
    const dialler = await park.start(from, { identity: dialling, log: logs[0] });
    const dialled = dialler.dial({ ...at(listener), nodeType: to }).then(
      () => null,
      ({ code }: { code: string }) => code,
    );
    return { listener, dialler, logs, outcome: await dialled };
  }

  test.each(pairs)('%s: certificates of the network’s authority on both ends', async (_pair, from, to) => {
    const { outcome, listener } = await link(
      [from, to],
      await newIdentity('a', authority),
      await newIdentity('b', authority),
    );
    expect(outcome).toBeNull();
    await until(() => listener.connections().length === 1);
  });

  test.each(pairs)('%s: a foreign authority is refused, and both ends say so', async (_pair, from, to) => {
    const { outcome, listener, logs } = await link(
      [from, to],
      await newIdentity('a', foreign),
      await newIdentity('b', authority),
    );
    expect(outcome).toBe('CERTIFICATE_NOT_TRUSTED');
    await until(() => listener.errors.length === 1);
    expect(listener.errors).toEqual(['CERTIFICATE_NOT_TRUSTED']);
    for (const { lines } of logs) expect(lines.get('peer refused')).toBe('CERTIFICATE_NOT_TRUSTED');
  });

  test.each(pairs)('%s: not before and not after its time', async (_pair, from, to) => {
    for (const shift of [-400 * DAY_MS, 400 * DAY_MS]) {
      const early = await newIdentity('a', authority, { days: 2, now: () => Date.now() + shift });
      const { outcome } = await link([from, to], await newIdentity('b', authority), early);
      expect(outcome).toBe('CERTIFICATE_NOT_TRUSTED');
    }
  });

  test('a self-signed certificate is not enough where there is an authority, from this machine either', async () => {
    const trusted = await newIdentity('a', authority);
    const selfSigned = await newIdentity('b');
    const wanted = await link([FARMER, FULL_NODE], trusted, selfSigned);
    expect(wanted.outcome).toBe('CERTIFICATE_NOT_TRUSTED');
    const shown = await link([FARMER, FULL_NODE], selfSigned, trusted);
    expect(shown.outcome).not.toBeNull();
    expect(shown.listener.errors).toEqual(['CERTIFICATE_NOT_TRUSTED']);
  });

  test('nor is none at all, or the authority’s own', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('a', authority) });
    const { publicKey } = new X509Certificate(authority.certificate);
    for (const [tls, nodeId] of [
      [{}, bytes32(1)],
      [{ key: authority.key, cert: authority.certificate }, nodeIdOf(publicKey)],
    ] as const) {
      const peer = await RawPeer.connect(node, tls);
      peer.handshake({ nodeType: FARMER, nodeId });
      await peer.closed;
    }
    expect(node.errors).toEqual(['CERTIFICATE_NOT_TRUSTED', 'CERTIFICATE_NOT_TRUSTED']);
  });

  test('without an authority they stay on this machine', async () => {
    const { outcome, dialler } = await link([HARVESTER, FARMER], await newIdentity('a'), await newIdentity('b'));
    expect(outcome).toBeNull();
    const elsewhere = { host: '192.0.2.1', port: 8447, nodeType: FARMER };
    await expect(dialler.dial(elsewhere)).rejects.toMatchObject({ code: 'NO_AUTHORITY' });
    expect(() => dialler.keepConnected([elsewhere])).toThrow(expect.objectContaining({ code: 'NO_AUTHORITY' }));
  });
});

describe('bans on the address that all programs of a machine share', () => {
  const garbage = new Uint8Array([0xff, 0xff]);

  test('meet a proven id, under whatever id it comes back, and no other', async () => {
    const bans = createBanList();
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one'), bans });
    const culprit = await newIdentity('culprit');
    const bad = await RawPeer.connect(node, client(culprit));
    bad.handshake({ nodeId: culprit.nodeId });
    await bad.frame(1);
    bad.say('handshake_ack', {});
    bad.send(garbage);
    await bad.closed;
    const again = await RawPeer.connect(node, client(culprit));
    again.handshake({ nodeId: culprit.nodeId });
    await again.closed;
    expect(node.errors).toEqual(['MALFORMED_FRAME', 'PEER_BANNED']);
    const honest = await park.start(FULL_NODE, { identity: await newIdentity('honest') });
    await honest.dial({ ...at(node), nodeType: FULL_NODE });
    const anonymous = await RawPeer.connect(node, {});
    anonymous.handshake();
    await anonymous.frame(1);
  });

  test('meet all that prove nothing, once one of them misbehaves, and nobody else', async () => {
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one') });
    const bad = await RawPeer.connect(node, {});
    bad.handshake();
    await bad.frame(1);
    bad.say('handshake_ack', {});
    bad.send(garbage);
    await bad.closed;
    const again = await RawPeer.connect(node, {});
    again.handshake({ nodeId: bytes32(9) });
    await again.closed;
    expect(node.errors).toEqual(['MALFORMED_FRAME', 'PEER_BANNED']);
    const honest = await park.start(FULL_NODE, { identity: await newIdentity('honest') });
    await honest.dial({ ...at(node), nodeType: FULL_NODE });
  });
});

describe('places for strangers', () => {
  test('are taken by sockets that do not finish TLS, given back in time, and by peers at once', async () => {
    const limits = { halfOpen: 2, halfOpenPerAddress: 2, handshakeTimeoutMs: 300 };
    const node = await park.start(FULL_NODE, { identity: await newIdentity('one'), limits });
    const peers = await Promise.all(
      [1, 2, 3].map(async (n) => park.start(FULL_NODE, { identity: await newIdentity(`${n}`) })),
    );
    for (const peer of peers) await peer.dial({ ...at(node), nodeType: FULL_NODE });
    const silent = [1, 2].map(() => connect(node.port, '127.0.0.1'));
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const refused = connect(node.port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => refused.once('close', resolve));
    expect(node.errors).toEqual(['ADDRESS_LIMIT_REACHED']);
    await Promise.all(
      silent.map(
        (socket) =>
          new Promise((resolve) =>
            socket
              .on('error', () => {})
              .resume()
              .once('close', resolve),
          ),
      ),
    );
    expect(node.errors.slice(1)).toEqual(['HANDSHAKE_TIMEOUT', 'HANDSHAKE_TIMEOUT']);
    const late = await park.start(FULL_NODE, { identity: await newIdentity('late') });
    await late.dial({ ...at(node), nodeType: FULL_NODE });
  });
});
