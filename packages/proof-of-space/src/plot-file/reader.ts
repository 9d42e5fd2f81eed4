/** Reading a plot file: only the header stays in memory, parks are read when they are needed. */

import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { ProofOfSpaceError, systemReason } from '../errors.ts';
import type { PlotHeader } from './header.ts';
import { decodeHeader, PREFIX_BYTES, readPrefix, VERSION } from './header.ts';
import { decodeLinePoint, decodePositions, ENTRIES_PER_PARK, entriesInPark, unsealPark } from './parks.ts';

export class PlotReader {
  readonly path: string;
  readonly header: PlotHeader;
  /** Bytes. */
  readonly size: number;
  readonly #offsets: readonly Float64Array[];
  #file: FileHandle | null;

  private constructor(
    path: string,
    file: FileHandle,
    header: PlotHeader,
    offsets: readonly Float64Array[],
    size: number,
  ) {
    this.path = path;
    this.header = header;
    this.size = size;
    this.#file = file;
    this.#offsets = offsets;
  }

  /** Opens a file and checks its header and its size. */
  static async open(path: string): Promise<PlotReader> {
    const file = await open(path, 'r').catch((error: unknown) => {
      throw new ProofOfSpaceError('UNREADABLE', { path, reason: systemReason(error) });
    });
    try {
      const { header, headerLength, found } = await readHeader(path, file);
      const { offsets, size } = parkOffsets(header, headerLength);
      if (size !== found) throw new ProofOfSpaceError('WRONG_SIZE', { path, expected: size, found });
      return new PlotReader(path, file, header, offsets, size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Line point at `position` of P_table, table 1..6. */
  async linePoint(table: number, position: number): Promise<number> {
    const { entries } = this.header.tables[table - 1]!;
    const park = Math.floor(position / ENTRIES_PER_PARK);
    const part = `table ${table} position ${position}`;
    if (position >= entries) throw this.#corrupt(part);
    const bytes = await this.readPark(table, park);
    const point = decodeLinePoint(bytes, entriesInPark(entries, park), this.header.k, position % ENTRIES_PER_PARK);
    if (Number.isNaN(point)) throw this.#corrupt(part);
    return point;
  }

  /** Positions in P_6 of all proofs that end in `f7`, in the order of P_7. */
  async positionsOf(f7: number): Promise<number[]> {
    const { entries } = this.header.tables[6]!;
    const { firstF7, k } = this.header;
    // Equal values may reach into a park from the one before, whose first value is smaller.
    const firstPark = Math.max(0, firstF7.filter((first) => first < f7).length - 1);
    const endPark = firstF7.filter((first) => first <= f7).length;
    const positions: number[] = [];
    for (let park = firstPark; park < endPark; park++) {
      const found = decodePositions(await this.readPark(7, park), entriesInPark(entries, park), k, f7);
      if (found === null) throw this.#corrupt(`table 7 park ${park}`);
      positions.push(...found);
    }
    return positions;
  }

  /** The content of one park; its checksum is checked. */
  async readPark(table: number, park: number): Promise<Uint8Array> {
    const at = this.#offsets[table - 1]![park]!;
    const length = this.header.tables[table - 1]!.parkLengths[park]!;
    if (this.#file === null) throw new ProofOfSpaceError('CLOSED', { path: this.path });
    const content = unsealPark(await readExactly(this.path, this.#file, at, length));
    if (content === null) throw this.#corrupt(`table ${table} park ${park}`);
    return content;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  #corrupt(part: string): ProofOfSpaceError {
    return new ProofOfSpaceError('CORRUPT', { path: this.path, part });
  }
}

async function readHeader(
  path: string,
  file: FileHandle,
): Promise<{ header: PlotHeader; headerLength: number; found: number }> {
  const found = (await file.stat()).size;
  const prefix = readPrefix(await readExactly(path, file, 0, Math.min(PREFIX_BYTES, found)));
  if (prefix === null) throw new ProofOfSpaceError('NOT_A_PLOT', { path });
  const { version, headerLength } = prefix;
  if (version !== VERSION) throw new ProofOfSpaceError('UNSUPPORTED_VERSION', { path, version });
  if (headerLength > found) throw new ProofOfSpaceError('WRONG_SIZE', { path, expected: headerLength, found });
  const header = decodeHeader(await readExactly(path, file, 0, headerLength));
  if (header === null) throw new ProofOfSpaceError('CORRUPT', { path, part: 'header' });
  return { header, headerLength, found };
}

/** Where each park starts, and where the last one ends. */
function parkOffsets(header: PlotHeader, headerLength: number): { offsets: Float64Array[]; size: number } {
  let size = headerLength;
  const offsets = header.tables.map(({ parkLengths }) =>
    Float64Array.from(parkLengths, (length) => {
      size += length;
      return size - length;
    }),
  );
  return { offsets, size };
}

async function readExactly(path: string, file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, at).catch((error: unknown) => {
    throw new ProofOfSpaceError('UNREADABLE', { path, reason: systemReason(error) });
  });
  if (bytesRead !== length)
    throw new ProofOfSpaceError('WRONG_SIZE', { path, expected: at + length, found: at + bytesRead });
  return bytes;
}
