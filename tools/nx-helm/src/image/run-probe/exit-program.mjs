const loadAddress = 0x400000;
const fileHeaderBytes = 64;
const programHeaderBytes = 56;

/** For each processor: its number in ELF, and the instructions of `exit(0)`. */
const machines = {
  x64: { number: 62, code: [0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05] },
  arm64: { number: 183, code: [0, 0, 0x80, 0xd2, 0xa8, 0x0b, 0x80, 0xd2, 0x01, 0, 0, 0xd4] },
};

/**
 * The smallest program that a Linux kernel runs: an ELF file that ends with success at once. It is
 * made here, so that a step of a build can be tried without a base image, a compiler or a network.
 *
 * @param {string} architecture as `process.arch` names it
 * @returns {Buffer | undefined} nothing for a processor whose instructions are not known here
 */
export function exitProgram(architecture) {
  const machine = machines[/** @type {keyof typeof machines} */ (architecture)];
  if (machine === undefined) return undefined;
  const headerBytes = fileHeaderBytes + programHeaderBytes;
  const size = headerBytes + machine.code.length;
  const file = Buffer.alloc(size);
  // The file's header: 64 bits, little-endian, version 1; an executable for this machine.
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeUInt16LE(2, 16);
  file.writeUInt16LE(machine.number, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(loadAddress + headerBytes), 24);
  file.writeBigUInt64LE(BigInt(fileHeaderBytes), 32);
  file.writeUInt16LE(fileHeaderBytes, 52);
  file.writeUInt16LE(programHeaderBytes, 54);
  file.writeUInt16LE(1, 56);
  // Its one segment: the whole file, to be read and executed.
  file.writeUInt32LE(1, 64);
  file.writeUInt32LE(5, 68);
  file.writeBigUInt64LE(BigInt(loadAddress), 80);
  file.writeBigUInt64LE(BigInt(loadAddress), 88);
  file.writeBigUInt64LE(BigInt(size), 96);
  file.writeBigUInt64LE(BigInt(size), 104);
  file.writeBigUInt64LE(0x10000n, 112);
  file.set(machine.code, headerBytes);
  return file;
}
