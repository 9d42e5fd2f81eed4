import { type Address, type ClvmExports, instantiateClvm } from './wasm-module.ts';

/** What became of one run: errors are the interpreter's own words. */
export type Outcome =
  | { readonly kind: 'value'; readonly cost: bigint; readonly value: Uint8Array }
  | { readonly kind: 'tooLarge'; readonly cost: bigint }
  | { readonly kind: 'error'; readonly message: string };

export interface InterpreterLimits {
  /** Above 0: zero would be no limit. */
  readonly maxCost: bigint;
  /** Work, in steps of `meterLoops`: the interpreter traps when they are used up. */
  readonly maxSteps: bigint;
  /** Bytes that the value may take, written out. */
  readonly maxValueSize: number;
}

/** One instance of the interpreter. After an exception it must not be used again. */
export interface Interpreter {
  run(program: Uint8Array, args: Uint8Array, flags: number, limits: InterpreterLimits): Outcome;
  /** What the last run left of its steps. */
  stepsLeft(): bigint;
  /** Bytes of memory, which only ever grow. */
  memorySize(): number;
}

/** Objects that the module hands out are numbered from here on: numbers below are constants of its own. */
const FIRST_HANDLE = 256;
const RESULT_SIZE = 16;

/** Objects made by the module for one call, under the numbers by which it speaks of them. */
function createObjects() {
  let objects: unknown[] = [];
  return {
    add(object: unknown): number {
      objects.push(object);
      return FIRST_HANDLE + objects.length - 1;
    },
    get: (handle: number): unknown => objects[handle - FIRST_HANDLE],
    clear(): void {
      objects = [];
    },
  };
}

type Objects = ReturnType<typeof createObjects>;

/** What the module calls while it runs: values for its results, and errors. `memory` is known once it exists. */
function callbacksFor(objects: Objects, memory: () => Uint8Array) {
  const utf8 = new TextDecoder();
  const text = (address: Address, length: number) =>
    utf8.decode(memory().subarray(address >>> 0, (address >>> 0) + length));
  return {
    __wbg_lazynode_new: (node: Address) => objects.add(node >>> 0),
    __wbindgen_string_new: (address: Address, length: number) => objects.add(text(address, length)),
    __wbindgen_bigint_from_u64: (value: bigint) => objects.add(BigInt.asUintN(64, value)),
    __wbg_newwithlength: (length: number) => objects.add(new Array(length)),
    __wbg_set(array: number, index: number, element: number): void {
      (objects.get(array) as unknown[])[index] = objects.get(element);
    },
    __wbindgen_throw(address: Address, length: number): never {
      throw new Error(text(address, length));
    },
  };
}

export function createInterpreter(): Interpreter {
  const objects = createObjects();
  let bytes = new Uint8Array();
  let words = new Int32Array();
  /** Views of the memory, made anew when it has grown. */
  const memory = (): Uint8Array => {
    if (bytes.buffer !== clvm.memory.buffer) {
      bytes = new Uint8Array(clvm.memory.buffer);
      words = new Int32Array(clvm.memory.buffer);
    }
    return bytes;
  };
  const clvm: ClvmExports = instantiateClvm(callbacksFor(objects, memory));

  const put = (data: Uint8Array): Address => {
    const address = clvm.__wbindgen_malloc(data.length, 1) >>> 0;
    memory().set(data, address);
    return address;
  };

  /** Word `index` of the result at `address`. */
  const word = (address: Address, index: number): number => {
    memory();
    return words[address / 4 + index] ?? 0;
  };

  function writeOut(node: Address, limit: number, result: Address): Uint8Array | null {
    clvm.lazynode_to_bytes(result, node, limit);
    const failed = word(result, 3) !== 0;
    const start = word(result, 0) >>> 0;
    const length = word(result, 1) >>> 0;
    const value = failed ? null : memory().slice(start, start + length);
    if (value !== null) clvm.__wbindgen_free(start, length);
    clvm.__wbg_lazynode_free(node);
    return value;
  }

  return {
    run(program, args, flags, { maxCost, maxSteps, maxValueSize }) {
      objects.clear();
      clvm.steps.value = maxSteps;
      const result = clvm.__wbindgen_add_to_stack_pointer(-RESULT_SIZE);
      const programAt = put(program);
      clvm.run_chia_program(result, programAt, program.length, put(args), args.length, maxCost, flags);
      if (word(result, 2) !== 0) {
        const message = String(objects.get(word(result, 1)));
        clvm.__wbindgen_add_to_stack_pointer(RESULT_SIZE);
        return { kind: 'error', message };
      }
      const [cost, node] = objects.get(word(result, 0)) as [bigint, Address];
      const value = writeOut(node, maxValueSize, result);
      clvm.__wbindgen_add_to_stack_pointer(RESULT_SIZE);
      return value === null ? { kind: 'tooLarge', cost } : { kind: 'value', cost, value };
    },
    stepsLeft: () => clvm.steps.value,
    memorySize: () => clvm.memory.buffer.byteLength,
  };
}
