import { meterLoops } from './metering.ts';

/** Addresses and lengths in the interpreter's memory, in bytes. */
export type Address = number;

/** The functions of clvm_wasm 0.7.0 that are called. Results go to where `result` points, as 32-bit words; an error is
 * a string among the objects that the module has handed out. */
export interface ClvmExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Of `meterLoops`: steps until the module traps. */
  readonly steps: { value: bigint };
  __wbindgen_add_to_stack_pointer(delta: number): Address;
  __wbindgen_malloc(size: number, alignment: number): Address;
  __wbindgen_free(address: Address, size: number): void;
  /** Takes over the memory of program and arguments. Words: [cost, value], error, whether it is one. */
  run_chia_program(
    result: Address,
    program: Address,
    programLength: number,
    args: Address,
    argsLength: number,
    maxCost: bigint,
    flags: number,
  ): void;
  /** Words: address, length, error, whether it is one. */
  lazynode_to_bytes(result: Address, node: Address, limit: number): void;
  __wbg_lazynode_free(node: Address): void;
}

/** The part of the standard WebAssembly API that is used: it is no part of Node's or the language's own types. */
interface WebAssemblyApi {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: unknown };
}

const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

let compiled: object | undefined;

/** Read and compiled when first needed, so that importing the package costs nothing and works where this does not. */
function clvmModule(): object {
  if (compiled !== undefined) return compiled;
  const { createRequire } = process.getBuiltinModule('node:module');
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const path = createRequire(import.meta.url).resolve('clvm_wasm/clvm_wasm_bg.wasm');
  compiled = new api.Module(meterLoops(readFileSync(path)));
  return compiled;
}

/** Some imports carry a hash in their names: they are told by what stands before it. */
const withoutHash = (name: string): string => name.replace(/_[0-9a-f]{16}$/, '');

/** A fresh interpreter, with memory of its own, that calls back into the functions given by name. */
export function instantiateClvm(callbacks: Readonly<Record<string, unknown>>): ClvmExports {
  const module = clvmModule();
  const imports: Record<string, Record<string, unknown>> = {};
  for (const { module: group, name } of api.Module.imports(module)) {
    imports[group] = { ...imports[group], [name]: callbacks[withoutHash(name)] };
  }
  return new api.Instance(module, imports).exports as ClvmExports;
}
