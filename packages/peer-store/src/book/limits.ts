/** Sizes and times of the address book (network 5.1). Times in seconds. */

export const TRIED_BUCKETS = 256;
/** Tried buckets that addresses of one group can be in. */
export const TRIED_BUCKETS_PER_GROUP = 8;
export const NEW_BUCKETS = 1024;
/** New buckets that one group of sources can fill. */
export const NEW_BUCKETS_PER_SOURCE_GROUP = 64;
/** Slots of the new table that one address can hold. */
export const NEW_SLOTS_PER_ADDRESS = 8;
export const BUCKET_SIZE = 64;
/** Challengers of tried addresses that wait for a test. */
export const MAX_COLLISIONS = 10;

const MINUTE = 60;
const DAY = 86_400;

/** An address that nobody saw for so long is terrible. */
export const HORIZON = 30 * DAY;
export const MAX_RETRIES = 3;
export const MAX_FAILURES = 10;
/** Failures that count against an address that once answered began at least so long ago. */
export const FAILURE_SPAN = 7 * DAY;
/** Sightings may lie so far ahead of our clock. */
export const MAX_AHEAD = 10 * MINUTE;
/** Right after an attempt nothing is known yet. */
export const JUST_TRIED = MINUTE;
export const RECENTLY_TRIED = 10 * MINUTE;
/** The sighting of a connected peer is refreshed at most this often. */
export const SEEN_INTERVAL = 20 * MINUTE;
/** A tried address that answered this lately keeps its place; one that was tried this lately may have failed. */
export const REPLACEMENT = 4 * 60 * MINUTE;
/** A challenger whose opponent could not be tested for so long takes its place. */
export const TEST_WINDOW = 40 * MINUTE;

/** The share of the book that is told to one who asks, and the most of it. */
export const GOSSIP_SHARE = 0.23;
export const GOSSIP_MAX = 1000;
