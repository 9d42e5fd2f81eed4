import type { ErrorName, NodeType } from '@salvia/protocol';

/** The node that is attacked: a server of this machine that speaks TLS. */
export interface Victim {
  readonly networkId: string;
  readonly nodeType: NodeType;
  readonly port: number;
}

/** Where an attack takes place. */
export interface Stage {
  readonly victim: Victim;
  /** A loopback address that nobody else comes from; whatever the victim has against the attacker is seen there. */
  readonly address: string;
}

/** What must come of an attack for whoever made it. */
export type Outcome =
  /**
   * The address is on the list of bans, for this. Its connections have ended, but for so many as it may keep: where it is banned
   * for lines on which nobody spoke, others behind the address may be those who did.
   */
  | { readonly banned: ErrorName; readonly keeps?: number }
  /** The line ends for this error, but another may be opened at once: honest peers come to that too. */
  | { readonly closed: ErrorName }
  /** Nothing, because of this. */
  | { readonly spared: string };

/** An attack as data. */
export interface Scenario<Where extends Stage = Stage> {
  /** What the peer does. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Does it; resolves when all is said, and may leave lines open. */
  readonly attack: (stage: Where) => Promise<void>;
}
