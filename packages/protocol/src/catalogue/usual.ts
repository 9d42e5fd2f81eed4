import { ITEMS, RATE, SIZE } from './caps.ts';

/** What most rows have: a small frame of a few items, a few at each tip, no answer, a handler of the role. */
export const usual = {
  maxBytes: SIZE.DEFAULT,
  maxItems: ITEMS.DEFAULT,
  rate: RATE.PER_TIP,
  answers: [],
  taker: 'role',
} as const;
