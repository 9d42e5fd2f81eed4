/** How sure a commit is: `process` survives a kill of the process, `power` also a cut of the power. */
export type Durability = 'process' | 'power';

/**
 * Settings of every connection, in the order in which they must be made.
 *
 * - `locking_mode EXCLUSIVE` before anything touches the file: a service owns its file, and two processes that
 *   write one chain are stopped at the door instead of in the middle of a block. It also saves the shared index.
 * - `journal_mode WAL`: one sequential write per commit.
 * - `synchronous NORMAL`: with WAL the file is consistent after any stop, and a commit is in the hands of the
 *   operating system, so that SIGKILL loses nothing. Only a cut of the power can undo the last commits, which for
 *   a chain means downloading a few blocks again; an fsync of some milliseconds for each block, on the event
 *   loop, would be paid all day. `FULL` is for those who hold what nobody else has.
 * - `journal_size_limit`: a log that one large transaction blew up shrinks again (bytes).
 * - `cache_size`: in KiB when negative.
 * - `cell_size_check` and `trusted_schema OFF`: a damaged or doctored file is noticed early and can call nothing.
 */
export function pragmas(durability: Durability, cacheKiB: number): readonly string[] {
  return [
    'locking_mode = EXCLUSIVE',
    'journal_mode = WAL',
    `synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`,
    'foreign_keys = ON',
    `cache_size = -${cacheKiB}`,
    `journal_size_limit = ${32 * 1024 * 1024}`,
    'temp_store = MEMORY',
    'cell_size_check = ON',
    'trusted_schema = OFF',
  ];
}
