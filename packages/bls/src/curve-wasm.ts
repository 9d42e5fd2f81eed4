import type { Curve } from './curve.ts';
import { G1_SIZE, G2_SIZE } from './encoding.ts';
import { BlsError } from './errors.ts';
import { type Heap, SIZE_OF, type WasmModule, withHeap } from './wasm-module.ts';

const utf8 = new TextEncoder();

function createWasmCurve(module: WasmModule): Curve {
  /** Writes the decoded point to `target`; false if the bytes are no point of the subgroup. */
  const readG1 = (heap: Heap, target: number, point: Uint8Array): boolean =>
    module._mclBnG1_deserialize(target, heap.put(point), point.length) === G1_SIZE &&
    module._mclBnG1_isValidOrder(target) === 1;

  const readG2 = (heap: Heap, target: number, point: Uint8Array): boolean =>
    module._mclBnG2_deserialize(target, heap.put(point), point.length) === G2_SIZE &&
    module._mclBnG2_isValidOrder(target) === 1;

  const decodeG1 = (heap: Heap, target: number, publicKey: Uint8Array): void => {
    if (!readG1(heap, target, publicKey)) throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey });
  };

  const decodeG2 = (heap: Heap, target: number, signature: Uint8Array): void => {
    if (!readG2(heap, target, signature)) throw new BlsError({ code: 'SIGNATURE_INVALID', signature });
  };

  const encodeG1 = (heap: Heap, point: number): Uint8Array => {
    const bytes = heap.reserve(G1_SIZE);
    module._mclBnG1_serialize(bytes, G1_SIZE, point);
    return heap.take(bytes, G1_SIZE);
  };

  const encodeG2 = (heap: Heap, point: number): Uint8Array => {
    const bytes = heap.reserve(G2_SIZE);
    module._mclBnG2_serialize(bytes, G2_SIZE, point);
    return heap.take(bytes, G2_SIZE);
  };

  const scalarAt = (heap: Heap, scalar: Uint8Array): number => {
    const address = heap.reserve(SIZE_OF.scalar);
    module._mclBnFr_setBigEndianMod(address, heap.put(scalar), scalar.length);
    return address;
  };

  const hashTo = (heap: Heap, target: number, message: Uint8Array, dst: string): void => {
    const tag = utf8.encode(dst);
    module._mclBnG2_hashAndMapToWithDst(target, heap.put(message), message.length, heap.put(tag), tag.length);
  };

  return {
    backend: 'wasm',
    isInG1: (point) => withHeap(module, (heap) => readG1(heap, heap.reserve(SIZE_OF.g1), point)),
    isInG2: (point) => withHeap(module, (heap) => readG2(heap, heap.reserve(SIZE_OF.g2), point)),

    multiplyGenerator: (scalar) =>
      withHeap(module, (heap) => {
        const point = heap.reserve(SIZE_OF.g1);
        module._blsGetGeneratorOfPublicKey(point);
        module._mclBnG1_mulCT(point, point, scalarAt(heap, scalar));
        return encodeG1(heap, point);
      }),

    addG1: ([first, ...others]) =>
      withHeap(module, (heap) => {
        const [sum, next] = [heap.reserve(SIZE_OF.g1), heap.reserve(SIZE_OF.g1)];
        decodeG1(heap, sum, first as Uint8Array);
        for (const point of others) {
          decodeG1(heap, next, point);
          module._mclBnG1_add(sum, sum, next);
        }
        return encodeG1(heap, sum);
      }),

    addG2: ([first, ...others]) =>
      withHeap(module, (heap) => {
        const [sum, next] = [heap.reserve(SIZE_OF.g2), heap.reserve(SIZE_OF.g2)];
        decodeG2(heap, sum, first as Uint8Array);
        for (const point of others) {
          decodeG2(heap, next, point);
          module._mclBnG2_add(sum, sum, next);
        }
        return encodeG2(heap, sum);
      }),

    multiplyHash: (scalar, message, dst) =>
      withHeap(module, (heap) => {
        const point = heap.reserve(SIZE_OF.g2);
        hashTo(heap, point, message, dst);
        module._mclBnG2_mulCT(point, point, scalarAt(heap, scalar));
        return encodeG2(heap, point);
      }),

    pairingsAgree: (pairs, signature, dst) =>
      withHeap(module, (heap) => {
        // e(G, σ) moved to the other side: the product with e(-G, σ) is one. e(-G, infinity) is one and left out.
        const count = pairs.length + (signature === null ? 0 : 1);
        const [g1, g2] = [heap.reserve(count * SIZE_OF.g1), heap.reserve(count * SIZE_OF.g2)];
        pairs.forEach(({ publicKey, message }, at) => {
          decodeG1(heap, g1 + at * SIZE_OF.g1, publicKey);
          hashTo(heap, g2 + at * SIZE_OF.g2, message, dst);
        });
        if (signature !== null) {
          const last = g1 + pairs.length * SIZE_OF.g1;
          module._blsGetGeneratorOfPublicKey(last);
          module._mclBnG1_neg(last, last);
          decodeG2(heap, g2 + pairs.length * SIZE_OF.g2, signature);
        }
        const product = heap.reserve(SIZE_OF.gt);
        module._mclBn_millerLoopVec(product, g1, g2, count);
        module._mclBn_finalExp(product, product);
        return module._mclBnGT_isOne(product) === 1;
      }),
  };
}

/** The library as far as it is used: `init` leaves the raw functions in `mod`, set to the encodings of Ethereum 2,
 * which are those of proofs C.1. */
interface WasmLibrary {
  init(): Promise<void>;
  readonly mod: WasmModule;
}

/** The WASM back end, or null where it cannot be compiled. */
export async function loadWasmCurve(): Promise<Curve | null> {
  try {
    const imported = (await import('bls-eth-wasm')) as unknown as { readonly default: WasmLibrary };
    const library = imported.default;
    await library.init();
    return createWasmCurve(library.mod);
  } catch {
    return null;
  }
}
