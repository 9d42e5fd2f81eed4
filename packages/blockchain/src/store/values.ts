export { fromFixed, plain, uint64, uint128 } from '@salvia/database';

/** Parameters of the patterns that prepared queries are made from. */
export const ANY_BYTES = new Uint8Array();
export const ANY_ID = 0;
