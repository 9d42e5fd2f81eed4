import type { DialRequest, FrameSocket } from '@salvia/network';
import { addressKey, normalHost } from '@salvia/peer-store';
import { ProtocolError } from '@salvia/protocol';
import { connect } from './connection.ts';
import type { Door, NetworkContext, Resident } from './network.ts';

/** From the first packet to the first frame that can come: TCP, TLS 1.3 and the upgrade to WebSocket, there and back. */
const OPENING_ROUNDS = 3;

/** Why a dial failed, as an operating system says it. */
type Cause = 'ECONNREFUSED' | 'ECONNRESET' | 'ETIMEDOUT' | 'ABORTED';

interface Dial {
  readonly from: Resident;
  readonly label: string;
  readonly context: NetworkContext;
}

/** One attempt, in steps: there, to the door; so often back and there until it is open; and back. */
export function dial<T>(
  request: DialRequest,
  opened: (socket: FrameSocket) => T,
  { from, label, context }: Dial,
): Promise<T> {
  const { host, port, signal, timeoutMs } = request;
  const { residents, trace } = context;
  const timers = context.timersOf(label);
  const to = residents.get(normalHost(host));
  const quality = context.qualityOf(from.name, to?.name ?? '');
  const random = context.randomOf(`${label} dial`);
  const trip = (): number => quality.latencyMs + (quality.jitterMs ?? 0) * random.fraction();

  return new Promise((resolve, reject) => {
    const atEnd: (() => void)[] = [];
    let isOver = false;
    let abandon = (): void => undefined;

    function finish(): void {
      isOver = true;
      for (const work of atEnd) work();
    }

    function fail(cause: Cause): void {
      if (isOver) return;
      finish();
      abandon();
      trace.note('not connected', `${label} ${cause}`);
      reject(new ProtocolError('CONNECT_FAILED', { host, port, cause }));
    }

    /** What is sent behind a barrier does not arrive, and the attempt ends by its time limit. */
    function after(milliseconds: number, work: () => void): void {
      timers.after(milliseconds, () => {
        if (!isOver && (to === undefined || !context.isCut(from.name, to.name))) work();
      });
    }

    function knock(): void {
      const door = doorAt(request, context);
      if (door === null) return after(trip(), () => fail('ECONNREFUSED'));
      const visitor = normalHost(from.host);
      const place = door.request.admit(visitor);
      if (typeof place === 'string') {
        door.request.refused(visitor, place, null);
        return after(trip(), () => fail('ECONNRESET'));
      }
      let isInside = false;
      const leave = (): void => {
        if (!isInside) place();
        isInside = true;
      };
      atEnd.push(leave);
      const tooSlow = timers.after(door.request.openingTimeoutMs, () => {
        door.request.refused(visitor, 'HANDSHAKE_TIMEOUT', null);
        leave();
      });
      after(2 * (OPENING_ROUNDS - 1) * trip(), () => {
        tooSlow();
        leave();
        if (doorAt(request, context) === door) enter(door);
        else after(trip(), () => fail('ECONNRESET'));
      });
    }

    function enter({ resident, request: { accept, maxFrameBytes } }: Door): void {
      const connection = connect({
        label,
        timers,
        quality,
        trace,
        dialler: { ...from, host: normalHost(from.host), maxFrameBytes: request.maxFrameBytes },
        listener: { ...resident, host: normalHost(resident.host), maxFrameBytes },
        randomOf: (direction) => context.randomOf(`${label} ${direction}`),
        isCut: () => context.isCut(from.name, resident.name),
        ended: () => context.connections.delete(connection),
      });
      const { dialler, listener } = connection;
      context.connections.add(connection);
      trace.note('connected', `${label} ${resident.name}`);
      abandon = () => dialler.terminate();
      dialler.pause(); // what the other side says at once comes behind the news that it is there
      accept(listener);
      after(trip(), () => {
        if (dialler.isGone) return fail('ECONNRESET');
        finish();
        resolve(opened(dialler));
        dialler.resume();
      });
    }

    const abort = (): void => fail('ABORTED');
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    atEnd.push(
      timers.after(timeoutMs, () => fail('ETIMEDOUT')),
      () => signal.removeEventListener('abort', abort),
    );
    if (to !== undefined) after(trip(), knock); // nobody answers for an address that nobody has
  });
}

const doorAt = (address: DialRequest, { doors }: NetworkContext): Door | null => doors.get(addressKey(address)) ?? null;
