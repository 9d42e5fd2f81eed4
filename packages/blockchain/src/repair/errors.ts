/** What each code carries. */
export interface RepairErrorPayloads {
  /** No block can be read: the file is of no more use than none. */
  NOTHING_TO_SAVE: { path: string };
  /** The blocks are those of another network. */
  WRONG_NETWORK: { path: string; found: string; expected: string };
  /** The file to write is there already. */
  OUTPUT_EXISTS: { path: string };
}

export type RepairErrorCode = keyof RepairErrorPayloads;

const texts: { [Code in RepairErrorCode]: (payload: RepairErrorPayloads[Code]) => string } = {
  NOTHING_TO_SAVE: ({ path }) => `no block of ${path} can be read: move it away and let the node download the chain`,
  WRONG_NETWORK: ({ path, found, expected }) =>
    `${path} belongs to another network: its first block is ${found}, not ${expected}`,
  OUTPUT_EXISTS: ({ path }) => `${path} exists already and is kept`,
};

/** `code` says what, `payload` is typed by the code. A file that cannot be read at all is a `DatabaseError`. */
export class RepairError<Code extends RepairErrorCode = RepairErrorCode> extends Error {
  override readonly name = 'RepairError';
  readonly code: Code;
  readonly payload: RepairErrorPayloads[Code];

  constructor(code: Code, payload: RepairErrorPayloads[Code]) {
    super(texts[code](payload));
    this.code = code;
    this.payload = payload;
  }
}
