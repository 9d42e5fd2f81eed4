/** A map by bytes that forgets what was set first when it is full. */
export interface BytesMap<T> {
  readonly size: number;
  get(key: Uint8Array): T | undefined;
  set(key: Uint8Array, value: T): void;
  delete(key: Uint8Array): void;
  values(): IterableIterator<T>;
}

export function createBytesMap<T>(limit: number): BytesMap<T> {
  const map = new Map<string, T>();
  return {
    get size() {
      return map.size;
    },
    get: (key) => map.get(nameOf(key)),
    set: (key, value) => {
      map.set(nameOf(key), value);
      if (map.size > limit) map.delete(map.keys().next().value as string);
    },
    delete: (key) => {
      map.delete(nameOf(key));
    },
    values: () => map.values(),
  };
}

const nameOf = (key: Uint8Array): string => Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
