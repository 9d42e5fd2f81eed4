import type { AddressBook, Entry } from './address-book.ts';
import { JUST_TRIED, REPLACEMENT, TEST_WINDOW } from './limits.ts';
import { moveToTried } from './outcome.ts';

/** What becomes of a challenger. */
const Verdict = { WAITS: 'waits', LOSES: 'loses', WINS: 'wins' } as const;
type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** "Resolve collisions" of network 5.3: an address that was tried and answers keeps its place; one that fails loses it. */
export function resolveCollisions(book: AddressBook, now: number): void {
  for (const challenger of [...book.challengers]) {
    // The one before may have taken this one's last slot.
    const verdict = book.challengers.has(challenger) ? judge(challenger, occupantOf(book, challenger), now) : null;
    if (verdict === null || verdict === Verdict.WAITS) continue;
    if (verdict === Verdict.WINS) moveToTried(book, challenger);
    book.challengers.delete(challenger);
    book.changes.book = true;
  }
}

function judge(challenger: Entry, occupant: Entry | null, now: number): Verdict {
  if (challenger.tried) return Verdict.LOSES; // nothing left to win
  if (occupant === null) return Verdict.WINS;
  if (now - occupant.lastSuccess < REPLACEMENT) return Verdict.LOSES;
  if (now - occupant.lastTry < REPLACEMENT) {
    return now - occupant.lastTry > JUST_TRIED ? Verdict.WINS : Verdict.WAITS;
  }
  return now - challenger.lastSuccess > TEST_WINDOW ? Verdict.WINS : Verdict.WAITS;
}

/** "Select collision" of network 5.3: the tried address that a random challenger wants to replace; it should be tested. */
export function selectCollision(book: AddressBook): Entry | null {
  for (const challenger of book.dice.shuffle(book.challengers)) {
    const occupant = occupantOf(book, challenger);
    if (occupant !== null && occupant !== challenger) return occupant;
  }
  return null;
}

const occupantOf = (book: AddressBook, challenger: Entry): Entry | null =>
  book.occupant(book.triedTable, book.placement.triedSlot(challenger));
