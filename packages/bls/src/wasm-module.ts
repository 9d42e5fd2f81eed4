/** Addresses and lengths in the module's memory, in bytes. */
type Address = number;

/** The raw functions of the WASM module that the back end calls. Those that return a number answer 0 for failure,
 * but for `setBigEndianMod` and `hashAndMapToWithDst`, where 0 is success. */
export interface WasmModule {
  readonly HEAP8: Int8Array;
  _malloc(size: number): Address;
  _free(address: Address): void;
  _mclBnFr_setBigEndianMod(scalar: Address, bytes: Address, length: number): number;
  _blsGetGeneratorOfPublicKey(point: Address): void;
  _mclBnG1_deserialize(point: Address, bytes: Address, length: number): number;
  _mclBnG1_serialize(bytes: Address, capacity: number, point: Address): number;
  _mclBnG1_isValidOrder(point: Address): number;
  _mclBnG1_add(sum: Address, left: Address, right: Address): void;
  _mclBnG1_neg(result: Address, point: Address): void;
  _mclBnG1_mulCT(product: Address, point: Address, scalar: Address): void;
  _mclBnG2_deserialize(point: Address, bytes: Address, length: number): number;
  _mclBnG2_serialize(bytes: Address, capacity: number, point: Address): number;
  _mclBnG2_isValidOrder(point: Address): number;
  _mclBnG2_add(sum: Address, left: Address, right: Address): void;
  _mclBnG2_mulCT(product: Address, point: Address, scalar: Address): void;
  _mclBnG2_hashAndMapToWithDst(point: Address, bytes: Address, length: number, dst: Address, dstLength: number): number;
  _mclBn_millerLoopVec(product: Address, g1: Address, g2: Address, count: number): void;
  _mclBn_finalExp(result: Address, product: Address): void;
  _mclBnGT_isOne(value: Address): number;
}

/** Sizes in memory: coordinates are 48 bytes, points are kept in projective form. */
export const SIZE_OF = { scalar: 32, g1: 144, g2: 288, gt: 576 } as const;

/** Memory for one calculation: everything is given back when it ends. */
export interface Heap {
  reserve(size: number): Address;
  put(bytes: Uint8Array): Address;
  take(address: Address, length: number): Uint8Array;
}

/** Runs a calculation on the module's heap (its stack is too small for a long message) and
 * frees what it reserved, wiped: secret keys pass through it. */
export function withHeap<T>(module: WasmModule, calculate: (heap: Heap) => T): T {
  const reserved: { readonly address: Address; readonly size: number }[] = [];
  const reserve = (size: number): Address => {
    const address = module._malloc(Math.max(size, 1));
    if (address === 0) throw new RangeError(`the WASM heap has no ${size} bytes left`);
    reserved.push({ address, size });
    return address;
  };
  const put = (bytes: Uint8Array): Address => {
    const address = reserve(bytes.length);
    module.HEAP8.set(bytes, address);
    return address;
  };
  const take = (address: Address, length: number): Uint8Array =>
    Uint8Array.from(module.HEAP8.subarray(address, address + length));
  try {
    return calculate({ reserve, put, take });
  } finally {
    for (const { address, size } of reserved) {
      module.HEAP8.fill(0, address, address + size);
      module._free(address);
    }
  }
}
