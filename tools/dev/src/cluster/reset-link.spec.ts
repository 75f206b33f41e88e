import { makeResetLink } from './reset-link.ts';

const ended = (exitCode: number, stdout: string, stderr = '') =>
  jest.fn(() => Promise.resolve({ exitCode, stdout, stderr }));

describe('a link for a new password, made in the cluster (A1)', () => {
  it('is what the program in a pod of web prints, for the address as it was given', async () => {
    const kubectl = ended(0, 'http://localhost:30000/reset-password?token=t\n');
    expect(await makeResetLink('ada@example.org; rm', kubectl)).toContain('token=t');
    const [[args]] = kubectl.mock.calls as unknown as [[string[]]];
    expect(args.slice(-4)).toEqual([
      '--',
      'node',
      '/app/reset-password.mjs',
      'ada@example.org; rm',
    ]);
  });

  it('is refused as the program refuses it', async () => {
    const stderr =
      'ACCOUNT_UNKNOWN: there is no account with this address, so nothing was changed. Do: check how it is written\ncommand terminated with exit code 1\n';
    await expect(makeResetLink('eve@example.org', ended(1, '', stderr))).rejects.toThrow(
      /^ACCOUNT_UNKNOWN: there is no account .* Do: check how it is written$/,
    );
  });

  it('is not made where there is no pod', async () => {
    const stderr = 'Error from server (NotFound): deployments.apps "web" not found\n';
    await expect(makeResetLink('ada@example.org', ended(1, '', stderr))).rejects.toThrow(
      /^KUBECTL_FAILED: .*NotFound.* Do: npx nx run dev:status$/,
    );
  });
});
