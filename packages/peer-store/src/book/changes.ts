/** What has changed since the book was last written: numbers of entries and of slots in the new table. */
export class Changes {
  entries = new Set<number>();
  newSlots = new Set<number>();
  /** Something of the book as a whole: collisions, the time of the last success. */
  book = false;

  get any(): boolean {
    return this.book || this.entries.size > 0 || this.newSlots.size > 0;
  }

  /** Hands the changes over, and starts anew. */
  take(): Changes {
    const taken = new Changes();
    [taken.entries, taken.newSlots, taken.book] = [this.entries, this.newSlots, this.book];
    [this.entries, this.newSlots, this.book] = [new Set(), new Set(), false];
    return taken;
  }

  /** Takes back what could not be written. */
  putBack({ entries, newSlots, book }: Changes): void {
    for (const id of entries) this.entries.add(id);
    for (const slot of newSlots) this.newSlots.add(slot);
    this.book ||= book;
  }
}
