/** What a line between two nodes is like, in each direction. A stream loses nothing: what is lost on the way comes later. */
export interface LinkQuality {
  /** From one end to the other, in milliseconds. */
  readonly latencyMs: number;
  /** Up to so much more, evenly spread. Default 0. */
  readonly jitterMs?: number;
  /** Chance that a frame is lost and sent again, which delays all behind it. Default 0. */
  readonly lossRate?: number;
  /** Chance that a frame is the last one: the connection breaks. Default 0. */
  readonly breakRate?: number;
  /** Default: no bound. */
  readonly bytesPerSecond?: number;
}

/** The lines of a network, as data. */
export interface Links {
  readonly usual: LinkQuality;
  /** Lines that differ: the last one that names both ends, in whatever order, holds. */
  readonly special?: readonly { readonly between: readonly [string, string]; readonly quality: LinkQuality }[];
}

export function linkBetween({ usual, special = [] }: Links, a: string, b: string): LinkQuality {
  const found = special.findLast(
    ({ between: [one, other] }) => (one === a && other === b) || (one === b && other === a),
  );
  return found?.quality ?? usual;
}
