import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A place of a few megabytes for files, and how to fill it. */
export interface SmallDisk {
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

function mount(path: string, bytes: number): string | null {
  const { error, status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], {
    encoding: 'utf8',
  });
  if (error) return `the program mount does not start (${(error as NodeJS.ErrnoException).code})`;
  return status === 0 ? null : stderr.trim();
}

/** A file system in memory at a path; why there is none where none can be mounted: that takes Linux and root. */
export function smallDisk(path: string, bytes: number): SmallDisk | string {
  mkdirSync(path, { recursive: true });
  const why = mount(path, bytes);
  if (why !== null) return why;
  const filler = join(path, 'filler');
  return {
    fill: () => {
      const { bavail, bsize } = statfsSync(path);
      appendFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => void spawnSync('umount', [path]),
  };
}
