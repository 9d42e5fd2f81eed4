import type { Scenario } from '../scenario.ts';
import { addresses } from './addresses.ts';
import { bombs } from './bombs.ts';
import { crowds } from './crowds.ts';
import { floods } from './floods.ts';
import { garbage } from './garbage.ts';
import { oversized } from './oversized.ts';
import { replays } from './replays.ts';
import { slow } from './slow.ts';

/** Attacks for which no chain is needed, by what they are made of. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  garbage,
  oversized,
  bombs,
  replays,
  addresses,
  slow,
  crowds,
  floods,
};
