import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clone = fileURLToPath(new URL('../../../../', import.meta.url));

/** The shell commands of a page of documentation, block by block, line by line. */
export function documentedCommands(page: string): string[][] {
  const blocks = readFileSync(join(clone, page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms);
  return [...blocks].map(([, block = '']) => block.trim().split('\n'));
}

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command at work, and the processes that it started. */
export interface Command {
  readonly ended: Promise<Ended>;
  /** What a Ctrl-C at its terminal does. */
  interrupt(): void;
}

/** A folder in which commands find what they find in the clone, but their own files only. */
export interface Terminal {
  readonly folder: string;
  run(command: string): Command;
  clean(): void;
}

export function openTerminal(): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  for (const name of readdirSync(clone)) if (!name.startsWith('.')) symlinkSync(join(clone, name), join(folder, name));
  return {
    folder,
    run(command) {
      const child = spawn('sh', ['-c', command], { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      const [out, err]: string[][] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out?.push(chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => err?.push(chunk.toString()));
      const text = (chunks: string[] | undefined) => (chunks ?? []).join('');
      return {
        ended: once(child, 'close').then(([code]) => ({ code, stdout: text(out), stderr: text(err) })),
        interrupt() {
          if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGINT');
        },
      };
    },
    clean: () => rmSync(folder, { recursive: true, force: true }),
  };
}
