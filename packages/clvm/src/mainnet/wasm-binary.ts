/** Reading and writing the parts of the WebAssembly binary format that `meterLoops` needs: numbers and sections. */

const CONTINUED = 0x80;
const HEADER_SIZE = 8;

export interface BinaryReader {
  /** Where the next byte is read. */
  position(): number;
  moveTo(position: number): void;
  byte(): number;
  /** An unsigned LEB128 number. */
  number(): number;
  /** Passes over so many LEB128 numbers, signed or not. */
  skipNumbers(count: number): void;
}

export function readBinary(bytes: Uint8Array, start: number): BinaryReader {
  let at = start;
  return {
    position: () => at,
    moveTo(position) {
      at = position;
    },
    byte: () => bytes[at++] ?? 0,
    number() {
      let value = 0;
      for (let scale = 1; ; scale *= CONTINUED) {
        const byte = bytes[at++] ?? 0;
        value += (byte % CONTINUED) * scale;
        if (byte < CONTINUED) return value;
      }
    },
    skipNumbers(count) {
      for (let left = count; left > 0; at++) if ((bytes[at] ?? 0) < CONTINUED) left--;
    },
  };
}

/** An unsigned LEB128 number. */
export function writeNumber(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / CONTINUED)) {
    if (rest < CONTINUED) return Uint8Array.of(...bytes, rest);
    bytes.push((rest % CONTINUED) + CONTINUED);
  }
}

/** A part of a module: what kind it is, and where its content lies. */
export interface Section {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

export function readSections(module: Uint8Array): readonly Section[] {
  const sections: Section[] = [];
  const reader = readBinary(module, HEADER_SIZE);
  while (reader.position() < module.length) {
    const id = reader.byte();
    const size = reader.number();
    const start = reader.position();
    sections.push({ id, start, end: start + size });
    reader.moveTo(start + size);
  }
  return sections;
}

export const moduleHeader = (module: Uint8Array): Uint8Array => module.subarray(0, HEADER_SIZE);
