/** What is wrong with a program; `offset` is the byte at which it shows. */
export type ClvmProblem =
  | { readonly code: 'TRUNCATED'; readonly offset: number }
  | { readonly code: 'TRAILING_BYTES'; readonly offset: number }
  | { readonly code: 'ATOM_TOO_LONG'; readonly length: number }
  | { readonly code: 'KEY_SIZE'; readonly length: number }
  | { readonly code: 'NOT_SHORTEST' }
  | { readonly code: 'EVALUATION_FAILED'; readonly detail: string }
  | { readonly code: 'COST_EXCEEDED'; readonly maxCost: bigint }
  | { readonly code: 'VALUE_TOO_LARGE'; readonly limit: number };

export type ClvmErrorCode = ClvmProblem['code'];

function sentence(problem: ClvmProblem): string {
  switch (problem.code) {
    case 'TRUNCATED':
      return `the program ends in the middle, at byte ${problem.offset}`;
    case 'TRAILING_BYTES':
      return `bytes follow the program from byte ${problem.offset} on`;
    case 'ATOM_TOO_LONG':
      return `an atom of ${problem.length} bytes has no encoding`;
    case 'KEY_SIZE':
      return `a public key has 48 bytes, this one has ${problem.length}`;
    case 'NOT_SHORTEST':
      return 'the bytes are not the shortest encoding of a program';
    case 'EVALUATION_FAILED':
      return `the program failed: ${problem.detail}`;
    case 'COST_EXCEEDED':
      return `the program costs more than ${problem.maxCost}`;
    case 'VALUE_TOO_LARGE':
      return `the program's value takes more than ${problem.limit} bytes`;
  }
}

/** Every failure of this package; read `code`, and `problem` for its figures. */
export class ClvmError extends Error {
  override readonly name = 'ClvmError';
  readonly code: ClvmErrorCode;
  readonly problem: ClvmProblem;

  constructor(problem: ClvmProblem) {
    super(sentence(problem));
    this.code = problem.code;
    this.problem = problem;
  }
}
