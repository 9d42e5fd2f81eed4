import { spawnSync } from 'node:child_process';
import { namespaceOf } from './names.ts';

/** What a lab needs, tried out: a namespace with a bridge and a pair of virtual cards in it. */
const trials = (namespace: string): string[][] => [
  ['netns', 'add', namespace],
  ['-n', namespace, 'link', 'add', 'trial', 'type', 'bridge'],
  ['-n', namespace, 'link', 'add', 'trial0', 'type', 'veth', 'peer', 'name', 'trial1'],
];

function failure(args: readonly string[]): string | null {
  const { error, status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (error) return `the program ip does not start (${(error as NodeJS.ErrnoException).code})`;
  return status === 0 ? null : `ip ${args.join(' ')}: ${stderr.trim()}`;
}

/** Why this process cannot make network namespaces; null if it can. */
export function netnsMissing(): string | null {
  if (process.platform !== 'linux') return `network namespaces are there on Linux only, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const namespace = namespaceOf('trial');
  try {
    for (const args of trials(namespace)) {
      const why = failure(args);
      if (why !== null) return why;
    }
    return null;
  } finally {
    spawnSync('ip', ['netns', 'del', namespace]);
  }
}
