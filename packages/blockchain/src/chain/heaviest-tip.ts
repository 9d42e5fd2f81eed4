import type { Header } from '@salvia/protocol';
import type { Blockchain } from './api.ts';

/** Of equally heavy ones the first, in the order in which tips are kept. */
export function heaviestTip(chain: Pick<Blockchain, 'tips'>): Header {
  return chain.tips().reduce((best, tip) => (tip.data.weight > best.data.weight ? tip : best));
}
