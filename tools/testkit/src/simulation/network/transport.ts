import { NetworkError, type Transport } from '@salvia/network';
import { addressKey, normalHost } from '@salvia/peer-store';
import { dial } from './dial.ts';
import type { NetworkContext, Resident } from './network.ts';

/** Ports that are given to whoever asks for any. */
const FIRST_PORT = 49_152;

/** What one resident listens and dials with. Its address is its own, whatever it is told to listen on. */
export function simulatedTransport(resident: Resident, context: NetworkContext): Transport {
  const { doors } = context;
  const host = normalHost(resident.host);
  let dials = 0;
  let nextPort = FIRST_PORT;

  return {
    async listen(request) {
      const port = request.port === 0 ? nextPort++ : request.port;
      const key = addressKey({ host, port });
      if (doors.has(key)) throw new NetworkError('PORT_IN_USE', { host, port });
      doors.set(key, { resident, request });
      return {
        port,
        async close() {
          if (doors.get(key)?.request === request) doors.delete(key);
        },
      };
    },
    dial: (request, opened) => dial(request, opened, { from: resident, label: `${resident.name} ${dials++}`, context }),
  };
}
