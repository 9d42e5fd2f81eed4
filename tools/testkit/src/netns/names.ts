const prefix = 'salvia';

/** Names of this process' namespaces begin so. */
export const ownPrefix = `${prefix}-${process.pid}-`;

export const namespaceOf = (name: string): string => `${ownPrefix}${name}`;

/** The process that made a namespace; null if the name is none of ours. */
export function ownerOf(namespace: string): number | null {
  const [, pid] = /^salvia-(\d+)-/.exec(namespace) ?? [];
  return pid === undefined ? null : Number(pid);
}
