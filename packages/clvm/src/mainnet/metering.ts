/**
 * A limit of work for the interpreter. What operators cost is set by the rules, and for some of them it has little to
 * do with what they take: dividing numbers of a megabyte costs less than a thousandth of a block and takes minutes. A
 * spend of a few hundred bytes could so keep a node busy for hours within its limit of cost.
 *
 * So the module is changed before it is compiled. It gets a counter of steps, `global $steps (mut i64)`, exported, and
 * at the head of each loop
 *
 *     $steps := $steps − 1;  if $steps = 0 then unreachable
 *
 * All that takes long is done in loops. How many steps a program takes depends on nothing but the program (and, very
 * little, on what the memory was used for before), so that nodes of all speeds agree.
 */

import { join } from '../join.ts';
import { moduleHeader, readBinary, readSections, type Section, writeNumber } from './wasm-binary.ts';

const SECTION = { global: 6, export: 7, code: 10 } as const;
const LOOP = 0x03;
const BRANCH_TABLE = 0x0e;
/** Instructions that eight bytes follow. */
const FLOAT_CONSTANT = 0x44;
const NAME_OF_COUNTER = 'steps';

/** How many numbers follow each instruction of WebAssembly 1.0, but for those two; -1: not expected here. */
const OPERANDS = new Int8Array(0x100).fill(-1);
const describe = (count: number, from: number, to = from): void => void OPERANDS.fill(count, from, to + 1);
describe(0, 0x00, 0x01); // unreachable, nop
describe(1, 0x02, 0x04); // block, loop, if
describe(0, 0x05); // else
describe(0, 0x0b); // end
describe(1, 0x0c, 0x0d); // br, br_if
describe(0, 0x0f); // return
describe(1, 0x10); // call
describe(2, 0x11); // call_indirect
describe(0, 0x1a, 0x1b); // drop, select
describe(1, 0x20, 0x24); // local and global variables
describe(2, 0x28, 0x3e); // load and store
describe(1, 0x3f, 0x42); // memory.size, memory.grow, i32.const, i64.const
describe(0, 0x45, 0xc4); // comparisons, arithmetic, conversions

/** Passes over one instruction and answers which it was. */
function skipInstruction(reader: ReturnType<typeof readBinary>): number {
  const instruction = reader.byte();
  if (instruction === FLOAT_CONSTANT) {
    reader.moveTo(reader.position() + 8);
    return instruction;
  }
  const operands = instruction === BRANCH_TABLE ? reader.number() + 1 : (OPERANDS[instruction] ?? -1);
  if (operands < 0) throw new RangeError(`instruction ${instruction} is not expected in the interpreter`);
  reader.skipNumbers(operands);
  return instruction;
}

/** The instructions that count one step of the counter with the given number, and trap when it reaches zero. */
function stepCode(counter: number): Uint8Array {
  const [get, set] = [0x23, 0x24];
  const takeOne = [get, counter, 0x42, 1, 0x7d, set, counter];
  const trapAtZero = [get, counter, 0x50, 0x04, 0x40, 0x00, 0x0b];
  return Uint8Array.from([...takeOne, ...trapAtZero]);
}

/** The functions of a module, each loop of them begun with `step`. */
function meterCode(module: Uint8Array, { start }: Section, step: Uint8Array): Uint8Array {
  const reader = readBinary(module, start);
  const count = reader.number();
  const parts = [writeNumber(count)];
  for (let index = 0; index < count; index++) {
    const size = reader.number();
    const body: Uint8Array[] = [];
    let copied = reader.position();
    const end = copied + size;
    // Local variables come in groups: how many, and of which type.
    for (let groups = reader.number(); groups > 0; groups--) reader.skipNumbers(2);
    while (reader.position() < end) {
      if (skipInstruction(reader) !== LOOP) continue;
      body.push(module.subarray(copied, reader.position()), step);
      copied = reader.position();
    }
    body.push(module.subarray(copied, end));
    const joined = join(body);
    parts.push(writeNumber(joined.length), joined);
  }
  return join(parts);
}

/** A list with one more item at its end. */
function append(module: Uint8Array, { start, end }: Section, item: Uint8Array): Uint8Array {
  const reader = readBinary(module, start);
  const count = reader.number();
  return join([writeNumber(count + 1), module.subarray(reader.position(), end), item]);
}

/** A module that does the same, but traps when its exported counter `steps` (an i64, zero at first) has been counted
 * down to zero. Its imports must have no globals. */
export function meterLoops(module: Uint8Array): Uint8Array {
  const sections = readSections(module);
  const globals = sections.find(({ id }) => id === SECTION.global);
  const counter = globals === undefined ? 0 : readBinary(module, globals.start).number();
  const name = new TextEncoder().encode(NAME_OF_COUNTER);

  const contentOf = (section: Section): Uint8Array => {
    switch (section.id) {
      case SECTION.global: // i64, mutable, i64.const 0, end
        return append(module, section, Uint8Array.of(0x7e, 1, 0x42, 0, 0x0b));
      case SECTION.export: // the name, a global, its number
        return append(module, section, Uint8Array.of(name.length, ...name, 3, counter));
      case SECTION.code:
        return meterCode(module, section, stepCode(counter));
      default:
        return module.subarray(section.start, section.end);
    }
  };
  return join([
    moduleHeader(module),
    ...sections.flatMap((section) => {
      const content = contentOf(section);
      return [Uint8Array.of(section.id), writeNumber(content.length), content];
    }),
  ]);
}
