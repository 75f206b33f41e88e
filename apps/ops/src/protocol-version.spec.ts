import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(__dirname, 'stdio.ts');

/** What the server agrees to where a client asks for a version. */
async function agreed(protocolVersion: string): Promise<string> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const clientInfo = { name: 'client', version: '1' };
    const params = { protocolVersion, capabilities: {}, clientInfo };
    child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`,
    );
    for await (const line of createInterface(child.stdout)) {
      const { result } = JSON.parse(line) as { result: { protocolVersion: string } };
      return result.protocolVersion;
    }
    throw new Error('the server ended without an answer');
  } finally {
    child.kill();
  }
}

describe('the version of the protocol (O1)', () => {
  it.each([
    ['', '2025-06-18'],
    ['1999-01-01', '2025-06-18'],
    ['2025-11-25', '2025-11-25'],
    ['2024-11-05', '2024-11-05'],
  ])('that is asked for as %j is %s', async (asked, expected) => {
    expect(await agreed(asked)).toBe(expected);
  });
});
