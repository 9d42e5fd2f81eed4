import type { GeneratorFailure } from '../language.ts';

/** Ends the reading of a generator, from wherever something shows. It does not leave `runGenerator`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: GeneratorFailure;

  constructor(error: GeneratorFailure['error'], detail: string) {
    super(detail);
    this.failure = { error, detail };
  }
}
