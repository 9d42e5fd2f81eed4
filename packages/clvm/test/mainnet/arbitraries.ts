import fc from 'fast-check';
import { atomProgram, listProgram, writeProgram } from '../../src/index.ts';
import { nodes } from '../arbitraries.ts';
import { quote } from './support.ts';

const { expression } = fc.letrec<{ expression: Uint8Array }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.nat(127).map((path) => Uint8Array.of(path)),
    nodes.map((node) => quote(writeProgram(node))),
    fc
      .tuple(fc.nat(64), fc.array(tie('expression'), { maxLength: 4 }))
      .map(([operator, operands]) => listProgram(Uint8Array.of(operator), ...operands)),
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([operator, operands]) => listProgram(atomProgram(operator), ...operands)),
  ),
}));

/** Programs that are more likely to mean something than random trees: operators with operands. */
export const expressions: fc.Arbitrary<Uint8Array> = expression;
