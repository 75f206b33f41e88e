import { Unsupported } from './engine-needed.ts';

const machines: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64' };
const interpreterSegment = 3;

export interface ElfProgram {
  /** As Node names it. */
  readonly architecture: string;
  /** The program that loads it, with a path in the image. */
  readonly loader: string;
}

/**
 * Reads of a program for Linux what starts it, from its first bytes.
 * Source: System V ABI, chapters 4 and 5 (ELF header, program header).
 */
export function readElf(start: Buffer): ElfProgram {
  const isElf = start.length > 64 && start.subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'));
  const is64Bit = start[4] === 2 && start[5] === 1;
  if (!isElf || !is64Bit)
    throw new Unsupported('a program that is no ELF of 64 bits needs an engine');
  const offset = Number(start.readBigUInt64LE(32));
  const size = start.readUInt16LE(54);
  const count = start.readUInt16LE(56);
  for (let index = 0; index < count; index += 1) {
    const at = offset + index * size;
    if (at + size > start.length) break;
    if (start.readUInt32LE(at) !== interpreterSegment) continue;
    const from = Number(start.readBigUInt64LE(at + 8));
    const to = from + Number(start.readBigUInt64LE(at + 32));
    const loader = start.toString('utf8', from, to).replace(/\0+$/, '');
    return { architecture: machines[start.readUInt16LE(18)] ?? 'unknown', loader };
  }
  throw new Unsupported('a program without a loader needs an engine');
}
