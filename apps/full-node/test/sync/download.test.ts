import { describe, expect, test } from '@jest/globals';
import { createDownload, type Download, type DownloadOptions, type Served } from '../../src/sync/download.ts';
import { createHandTimers } from '../support/hand-timers.ts';

/** A download, the requests that it sent, and what was delivered. */
function start(options: Partial<DownloadOptions<string>> = {}) {
  const timers = createHandTimers();
  const requests: string[] = [];
  const dropped: string[] = [];
  const download: Download<string> = createDownload({
    from: 1,
    to: 10,
    request: (height, peer) => void requests.push(`${peer}:${height}`),
    dropped: (peer) => void dropped.push(peer),
    timers,
    random: () => 0,
    ...options,
  });
  const take = () => requests.splice(0);
  return { timers, download, take, dropped };
}

const item = (height: number, peer: string | null, text = `block ${height}`): Served<string> => ({
  height,
  item: text,
  peer,
});

describe('what is asked for', () => {
  test('nothing without peers; then the window, at most ten of each', () => {
    const { download, take } = start({ to: 500, limits: { window: 25 } });
    expect(take()).toEqual([]);
    download.peerJoined('a');
    expect(take()).toEqual(Array.from({ length: 10 }, (_, index) => `a:${index + 1}`));
    download.peerJoined('b');
    download.peerJoined('c');
    expect(take()).toHaveLength(15);
    expect(download.inFlight).toBe(25);
    expect(download.peerCount).toBe(3);
    download.stop();
  });

  test('the window moves with the validated height, not with what arrived', async () => {
    const { download, take } = start({ limits: { window: 2, group: 1 } });
    download.peerJoined('a');
    expect(take()).toEqual(['a:1', 'a:2']);
    download.answered('a', 1, 'block 1');
    download.answered('a', 2, 'block 2');
    expect(await download.next()).toEqual(item(1, 'a'));
    expect(take()).toEqual([]);
    download.advance(1);
    expect(take()).toEqual(['a:3']);
    download.stop();
  });

  test('nothing above the height that is allowed', () => {
    const { download, take } = start({ allowed: 2, limits: { group: 1 } });
    download.peerJoined('a');
    expect(take()).toEqual(['a:1', 'a:2']);
    download.allow(3);
    download.allow(1);
    expect(take()).toEqual(['a:3']);
    download.stop();
  });

  test('the window grows by groups; what is left of one waits half a second, but not at the end', async () => {
    const { download, timers, take } = start({ to: 8, allowed: 2, limits: { group: 3 } });
    download.peerJoined('a');
    expect(take()).toEqual([]);
    download.allow(3);
    expect(take()).toEqual(['a:1', 'a:2', 'a:3']);
    download.allow(5);
    expect(take()).toEqual([]);
    await timers.pass(500);
    expect(take()).toEqual(['a:4', 'a:5']);
    download.allow(7);
    expect(take()).toEqual([]);
    download.allow(8);
    expect(take()).toEqual(['a:6', 'a:7', 'a:8']);
    download.stop();
  });

  test('what has to be asked for again waits for no group', () => {
    const { download, take } = start({ to: 20, allowed: 3, limits: { group: 3 } });
    download.peerJoined('a');
    take();
    download.peerJoined('b');
    download.rejected('a', 2);
    expect(take()).toEqual(['b:2']);
    download.stop();
  });

  test('what is stored is delivered, not asked for', async () => {
    const { download, take } = start({ to: 3, stored: (height) => (height === 2 ? 'kept' : null) });
    download.peerJoined('a');
    expect(take()).toEqual(['a:1', 'a:3']);
    download.answered('a', 1, 'block 1');
    expect([await download.next(), await download.next()]).toEqual([item(1, 'a'), item(2, null, 'kept')]);
    download.retry(2);
    expect(take()).toEqual(['a:2']);
    download.stop();
  });

  test('random chooses among those with room', () => {
    const { download, take } = start({ to: 3, random: () => 0.99 });
    download.peerJoined('a');
    download.peerLeft('a');
    take();
    download.peerJoined('b');
    download.peerJoined('c');
    expect(take()).toEqual(['b:1', 'b:2', 'b:3']);
    download.peerLeft('b');
    expect(take()).toEqual(['c:1', 'c:2', 'c:3']);
    download.stop();
  });
});

describe('answers', () => {
  test('are delivered in order, with their server', async () => {
    const { download } = start({ to: 2 });
    download.peerJoined('a');
    const first = download.next();
    expect(download.answered('a', 2, 'block 2')).toBe('TAKEN');
    expect(download.answered('a', 1, 'block 1')).toBe('TAKEN');
    expect(await first).toEqual(item(1, 'a'));
    expect(await download.next()).toEqual(item(2, 'a'));
    expect(await download.next()).toBeNull();
    download.stop();
  });

  test('that nobody asked for, or that come twice, are counted and not used', () => {
    const { download } = start();
    download.peerJoined('a');
    expect(download.answered('b', 1, 'forged')).toBe('UNASKED');
    expect(download.answered('a', 11, 'beyond')).toBe('UNASKED');
    expect(download.answered('a', 1, 'block 1')).toBe('TAKEN');
    expect(download.answered('a', 1, 'again')).toBe('UNASKED');
    expect(download.rejected('a', 1)).toBe(false);
    expect(download.unasked).toBe(4);
    download.stop();
  });

  test('that are late are used if they are still wanted', async () => {
    const { download, timers, take } = start({ to: 1 });
    download.peerJoined('a');
    await timers.pass(15_000);
    download.peerJoined('b');
    take();
    expect(download.answered('a', 1, 'block 1')).toBe('TAKEN');
    expect(download.rejected('b', 1)).toBe(false);
    download.stop();
  });
});

describe('peers that fail', () => {
  test('after 15 seconds without an answer another peer is asked', async () => {
    const { download, timers, take } = start({ to: 1, limits: { hurryMs: 60_000 } });
    download.peerJoined('a');
    download.peerJoined('b');
    expect(take()).toEqual(['a:1']);
    await timers.pass(14_500);
    expect(take()).toEqual([]);
    await timers.pass(500);
    expect(take()).toEqual(['b:1']);
    download.stop();
  });

  test('whoever has nothing to do is asked for what holds everything up, once', async () => {
    const { download, timers, take } = start({ to: 1 });
    download.peerJoined('a');
    download.peerJoined('b');
    download.peerJoined('c');
    expect(take()).toEqual(['a:1']);
    await timers.pass(1900);
    expect(take()).toEqual([]);
    await timers.pass(100);
    expect(take()).toEqual(['b:1']);
    await timers.pass(5000);
    expect(take()).toEqual([]);
    expect(download.answered('b', 1, 'block 1')).toBe('TAKEN');
    expect(download.answered('a', 1, 'block 1')).toBe('LATE');
    expect(download.unasked).toBe(0);
    download.stop();
  });

  test('three refusals end it, and coming back does not help', () => {
    const { download, take, dropped } = start({ to: 4, limits: { perPeer: 1 } });
    download.peerJoined('a');
    for (const height of [1, 1, 1]) expect(download.rejected('a', height)).toBe(true);
    expect(dropped).toEqual(['a']);
    take();
    download.peerLeft('a');
    download.peerJoined('a');
    expect(take()).toEqual([]);
    expect(download.peerCount).toBe(0);
    download.stop();
  });

  test('what was overdue and is then refused failed once', async () => {
    const { download, timers, dropped } = start({ to: 2, limits: { hurryMs: 60_000 } });
    download.peerJoined('a');
    download.peerJoined('b');
    await timers.pass(15_000);
    expect([download.rejected('a', 1), download.rejected('a', 2), download.rejected('a', 2)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(dropped).toEqual([]);
    download.stop();
  });

  test('a peer that leaves is replaced at once', () => {
    const { download, take } = start({ to: 2 });
    download.peerJoined('a');
    take();
    download.peerJoined('b');
    download.peerLeft('a');
    expect(take()).toEqual(['b:1', 'b:2']);
    download.stop();
  });

  test('it is known since when nobody is there', async () => {
    const { download, timers } = start();
    const begin = timers.now();
    expect(download.aloneSince).toBe(begin);
    download.peerJoined('a');
    expect(download.aloneSince).toBeNull();
    await timers.pass(1000);
    download.peerLeft('a');
    await timers.pass(1000);
    download.peerLeft('a');
    expect(download.aloneSince).toBe(begin + 1000);
    download.stop();
  });
});

describe('bad items', () => {
  test('are asked of another peer, and delivered with all above', async () => {
    const { download, take } = start({ to: 3, limits: { window: 3 } });
    download.peerJoined('a');
    for (const height of [1, 2, 3]) download.answered('a', height, `bad ${height}`);
    download.peerJoined('b');
    for (const height of [1, 2, 3]) expect(await download.next()).toEqual(item(height, 'a', `bad ${height}`));
    download.advance(1);
    take();
    download.retry(2);
    expect(take()).toEqual(['b:2']);
    const next = download.next();
    download.answered('b', 2, 'good');
    expect(await next).toEqual(item(2, 'b', 'good'));
    expect(await download.next()).toEqual(item(3, 'a', 'bad 3'));
    download.stop();
  });

  test('are asked of the same peer if it is the only one', async () => {
    const { download, take } = start({ to: 1 });
    download.peerJoined('a');
    download.answered('a', 1, 'bad');
    await download.next();
    take();
    download.retry(1);
    expect(take()).toEqual(['a:1']);
    download.stop();
  });

  test('what was not delivered, or is validated, is not tried again', async () => {
    const { download } = start();
    download.peerJoined('a');
    download.answered('a', 1, 'block 1');
    expect(() => download.retry(1)).toThrow(RangeError);
    await download.next();
    download.advance(1);
    expect(() => download.retry(1)).toThrow(RangeError);
    download.stop();
  });
});

describe('the end', () => {
  test('comes with the last validated height: no timer is left', async () => {
    const { download, timers } = start({ to: 1 });
    download.peerJoined('a');
    download.answered('a', 1, 'block 1');
    await download.next();
    expect(timers.planned).toBe(1);
    download.advance(1);
    expect(timers.planned).toBe(0);
    expect(await download.next()).toBeNull();
  });

  test('comes with the signal, to whoever waits', async () => {
    const ending = new AbortController();
    const { download, timers } = start({ signal: ending.signal });
    const waiting = download.next();
    await expect(download.next()).rejects.toThrow(TypeError);
    ending.abort();
    expect(await waiting).toBeNull();
    expect(timers.planned).toBe(0);
  });

  test('is there at once without heights', async () => {
    const { download, timers } = start({ from: 5, to: 4 });
    expect(await download.next()).toBeNull();
    expect(timers.planned).toBe(0);
  });

  test('leaving a loop is no end', async () => {
    const { download } = start({ to: 2 });
    download.peerJoined('a');
    download.answered('a', 1, 'block 1');
    download.answered('a', 2, 'block 2');
    for await (const { height } of download) {
      expect(height).toBe(1);
      break;
    }
    expect(await download.next()).toEqual(item(2, 'a'));
    download.stop();
  });
});
