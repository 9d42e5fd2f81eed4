export { type TimelordConfig, timelordConfig } from './config.ts';
export { timelord } from './timelord.ts';
export type { Average } from './work/average.ts';
export { type BookOptions, createWorkBook, type Order, type Wanted, type WorkBook } from './work/book.ts';
export type { Challenge } from './work/challenge.ts';
export { createSanitizerBook } from './work/sanitizer-book.ts';
