import { type ConnectionWatcher, priceOf } from '@salvia/network';
import type { IntroducerList } from '@salvia/peer-store';
import { NodeType } from '@salvia/protocol';
import type { Vetting } from './vetting/vetting.ts';

/** Every full node that shakes hands becomes known, and is forgotten when it misbehaves (network 1.13, 3.5). */
export const collectFullNodes = (
  list: Pick<IntroducerList, 'add' | 'remove'>,
  vetting: Pick<Vetting, 'vet'>,
): ConnectionWatcher => ({
  onConnected({ nodeType, host, port }) {
    if (nodeType === NodeType.FULL_NODE && list.add({ host, port })) void vetting.vet({ host, port });
  },
  onDisconnected({ nodeType, host, port }, code) {
    const misbehaved = code !== null && priceOf(code, nodeType).action === 'ban';
    if (nodeType === NodeType.FULL_NODE && misbehaved) list.remove({ host, port });
  },
});
