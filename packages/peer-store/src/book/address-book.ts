import { type Address, addressKey } from '../address/address.ts';
import type { Dice } from '../util/dice.ts';
import { Changes } from './changes.ts';
import { NEW_BUCKETS, TRIED_BUCKETS } from './limits.ts';
import type { PeerEntry } from './peer-entry.ts';
import type { Placement } from './placement.ts';
import { SlotTable } from './slot-table.ts';

/** An entry as the book keeps it. */
export interface Entry extends PeerEntry {
  /** Its number; numbers of entries that are gone are given out again. */
  readonly id: number;
  /** Its slots in the new table: none if it is tried. */
  readonly newSlots: readonly number[];
}

type Facts = Omit<Entry, 'id' | 'newSlots' | 'tried'>;

export interface AddressBookParts {
  readonly placement: Placement;
  readonly dice: Dice;
}

/**
 * Addresses in two tables: the new one holds what was heard, the tried one what answered. An address has one place in
 * the tried table, or up to eight in the new one, each given by a keyed hash: so that nobody can fill more of a table
 * than the networks he owns entitle him to. This class keeps entries, index and tables consistent; the rules of network 5.3
 * are functions over it.
 */
export class AddressBook {
  readonly placement: Placement;
  readonly dice: Dice;
  readonly newTable = new SlotTable(NEW_BUCKETS);
  readonly triedTable = new SlotTable(TRIED_BUCKETS);
  readonly changes = new Changes();
  /** Entries that answered, but whose slot in the tried table is taken: waiting for a test of the occupant. */
  readonly challengers = new Set<Entry>();
  /** When anybody last answered, in seconds. Failures only count when something else worked meanwhile. */
  #lastGood = 1;
  readonly #entries: (Entry | undefined)[] = [];
  readonly #freeIds: number[] = [];
  readonly #index = new Map<string, Entry>();

  constructor({ placement, dice }: AddressBookParts) {
    this.placement = placement;
    this.dice = dice;
  }

  get size(): number {
    return this.#index.size;
  }

  get lastGood(): number {
    return this.#lastGood;
  }

  set lastGood(time: number) {
    this.#lastGood = time;
    this.changes.book = true;
  }

  find(address: Address): Entry | undefined {
    return this.#index.get(addressKey(address));
  }

  byId(id: number): Entry | undefined {
    return this.#entries[id];
  }

  entries(): Iterable<Entry> {
    return this.#index.values();
  }

  /** The entry in a slot of a table. */
  occupant(table: SlotTable, slot: number): Entry | null {
    const id = table.at(slot);
    return id === null ? null : (this.#entries[id] ?? null);
  }

  /** Takes up a new entry, which must be given a slot. */
  create(facts: Facts, id = this.#freeIds.pop() ?? this.#entries.length): Entry {
    const { host, port, source, timestamp, lastTry, lastSuccess, attempts, lastCounted } = facts;
    // Field by field: an object that is spread takes twice the memory.
    const entry: Entry = {
      id,
      host,
      port,
      source,
      timestamp,
      lastTry,
      lastSuccess,
      attempts,
      lastCounted,
      tried: false,
      newSlots: NO_SLOTS,
    };
    this.#entries[id] = entry;
    this.#index.set(addressKey(entry), entry);
    this.changes.entries.add(id);
    return entry;
  }

  update(entry: Entry, facts: Partial<Omit<Facts, 'host' | 'port'>>): void {
    Object.assign(entry, facts);
    this.changes.entries.add(entry.id);
  }

  putNew(entry: Entry, slot: number): void {
    this.newTable.put(slot, entry.id);
    this.#set(entry, { newSlots: entry.newSlots.concat(slot) });
    this.changes.newSlots.add(slot);
  }

  /** Takes a slot of the new table from its occupant, which is forgotten if it was the last one. */
  clearNew(slot: number): void {
    const entry = this.occupant(this.newTable, slot);
    if (entry === null) return;
    this.#freeNew(entry, slot);
    if (entry.newSlots.length === 0) this.#delete(entry);
  }

  /** Moves an entry from the new table to its slot in the tried one, which must be free. */
  putTried(entry: Entry, slot: number): void {
    for (const own of entry.newSlots) this.#freeNew(entry, own);
    this.triedTable.put(slot, entry.id);
    this.#set(entry, { tried: true });
  }

  /** Takes a tried entry out of its slot. It must be given another, or be dropped. */
  clearTried(entry: Entry, slot: number): void {
    this.triedTable.clear(slot);
    this.#set(entry, { tried: false });
  }

  /** Forgets an entry. */
  drop(entry: Entry): void {
    if (entry.tried) this.clearTried(entry, this.placement.triedSlot(entry));
    for (const slot of entry.newSlots) this.#freeNew(entry, slot);
    this.#delete(entry);
  }

  /** Numbers that were given out and are free again: after entries were taken up under numbers of their own. */
  findFreeIds(): void {
    this.#freeIds.length = 0;
    for (let id = 0; id < this.#entries.length; id++) if (this.#entries[id] === undefined) this.#freeIds.push(id);
  }

  #set(entry: Entry, fields: Partial<Pick<Entry, 'tried' | 'newSlots'>>): void {
    Object.assign(entry, fields);
    this.changes.entries.add(entry.id);
  }

  #freeNew(entry: Entry, slot: number): void {
    this.newTable.clear(slot);
    this.changes.newSlots.add(slot);
    this.#set(entry, { newSlots: entry.newSlots.filter((own) => own !== slot) });
  }

  #delete(entry: Entry): void {
    this.#index.delete(addressKey(entry));
    this.#entries[entry.id] = undefined;
    this.#freeIds.push(entry.id);
    this.changes.entries.add(entry.id);
    if (this.challengers.delete(entry)) this.changes.book = true;
  }
}

const NO_SLOTS: readonly number[] = [];
