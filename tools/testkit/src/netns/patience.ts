import { run } from './command.ts';

/** Longest pause before a host sends again what was lost, in milliseconds; a system's own is two minutes. */
const LONGEST_PAUSE_MS = 2000;

/**
 * Has the hosts of a lab notice soon that a cut cable is healed: what waits on connections that outlived the cut is sent
 * again within seconds. Linux can do it since 6.15; older systems keep their two minutes.
 */
export const shortenPatience = (namespace: string): Promise<boolean> =>
  run('ip', 'netns', 'exec', namespace, 'sysctl', '-qw', `net.ipv4.tcp_rto_max_ms=${LONGEST_PAUSE_MS}`).then(
    () => true,
    () => false,
  );
