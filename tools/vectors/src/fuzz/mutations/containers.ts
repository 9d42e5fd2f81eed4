import { concatBytes } from '@noble/hashes/utils.js';
import { head, type Item, MAJOR } from '../items.ts';
import type { Random } from '../random.ts';
import { type Mutation, replaced } from './mutation.ts';

/*
 * Damage to maps and arrays: keys missing, twice, too many, and lists as long as a frame may be.
 */

const mapOf = (items: readonly Item[], random: Random): Item => {
  const maps = items.filter(({ major, entries }) => major === MAJOR.MAP && entries.length > 0);
  return random.pick(maps);
};

const withEntries = (frame: Uint8Array, { start, end }: Item, entries: readonly Uint8Array[]): Uint8Array =>
  replaced(frame, start, end, concatBytes(head(MAJOR.MAP, entries.length), ...entries));

const entriesOf = (frame: Uint8Array, { entries }: Item): Uint8Array[] =>
  entries.map(([start, end]) => frame.subarray(start, end));

const dropEntry: Mutation = ({ frame, items }, { random }) => {
  const map = mapOf(items, random);
  const entries = entriesOf(frame, map);
  entries.splice(random.below(entries.length), 1);
  return withEntries(frame, map, entries);
};

const doubleEntry: Mutation = ({ frame, items }, { random }) => {
  const map = mapOf(items, random);
  const entries = entriesOf(frame, map);
  return withEntries(frame, map, [...entries, random.pick(entries)]);
};

const shuffleEntries: Mutation = ({ frame, items }, { random }) => {
  const map = mapOf(items, random);
  const entries = entriesOf(frame, map);
  const [first] = entries.splice(random.below(entries.length), 1);
  return withEntries(frame, map, [...entries, first as Uint8Array]);
};

const moreEntries: Mutation = ({ frame, items }, { random }) => {
  const map = mapOf(items, random);
  const more = Array.from({ length: 1 + random.below(80) }, (_, index) =>
    Uint8Array.of(0x62, 0x78, 0x40 + (index % 64), 0x00),
  );
  return withEntries(frame, map, [...entriesOf(frame, map), ...more]);
};

/** A list in place of an item, of which there are as many as fit, each as small as can be. */
const bulk: Mutation = ({ frame, items }, { random, maxBytes }) => {
  const { start, end } = random.pick(items);
  const each = random.pick([[0x00], [0xf6], [0x80], [0xa0], [0xa1, 0x60, 0x00], [0x41, 0x00], [0x81, 0x80]]);
  const room = Math.max(0, maxBytes - (frame.length - (end - start)) - 9);
  const count = Math.floor(room / each.length);
  const list = new Uint8Array(count * each.length);
  for (let at = 0; at < list.length; at++) list[at] = each[at % each.length] as number;
  return replaced(frame, start, end, concatBytes(head(MAJOR.ARRAY, count), list));
};

/** The valid list of a frame, again and again, up to the largest frame. */
const repeatElements: Mutation = ({ frame, items }, { random, maxBytes }) => {
  const lists = items.filter(({ major, argument }) => major === MAJOR.ARRAY && argument > 0);
  if (lists.length === 0) return frame;
  const { start, headEnd, end, argument } = random.pick(lists);
  const content = frame.subarray(headEnd, end);
  const times = Math.max(1, Math.floor((maxBytes - frame.length) / content.length));
  const list = new Uint8Array(content.length * times);
  for (let at = 0; at < list.length; at += content.length) list.set(content, at);
  return replaced(frame, start, end, concatBytes(head(MAJOR.ARRAY, argument * times), list));
};

export const containerMutations: Readonly<Record<string, Mutation>> = {
  dropEntry,
  doubleEntry,
  shuffleEntries,
  moreEntries,
};

/** Megabytes each: a few of them are as much work as thousands of others. */
export const bulkyMutations: Readonly<Record<string, Mutation>> = { bulk, repeatElements };
