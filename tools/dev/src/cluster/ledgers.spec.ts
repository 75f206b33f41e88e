import { verifyLedgers } from './ledgers.ts';

const ended = (exitCode: number, stdout: string, stderr = '') =>
  jest.fn(() => Promise.resolve({ exitCode, stdout, stderr }));

const whole = '{"space_id": "s1", "faults": [], "whole": true}\n';
const broken = '{"space_id": "s2", "faults": ["entry 3 is missing: 4 comes next"]}\n';
const total = '{"ledgers": 2, "entries": 7, "erased": 1, "unsealed": 0, "broken": 0}\n';

describe('the ledgers of the cluster (N9)', () => {
  it('are verified by a pod of the API, which counts them', async () => {
    const kubectl = ended(0, whole + total);
    const said = await verifyLedgers(() => undefined, kubectl);
    expect(said).toBe('2 ledgers are whole: 7 entries, 1 erased, 0 not sealed yet');
    const [[args]] = kubectl.mock.calls as unknown as [[string[]]];
    expect(args.slice(-5)).toEqual(['api', '--', 'python3', '-m', 'taskora_api.verify_ledger']);
  });

  it('are named where they are not whole, with what is wrong', async () => {
    const stderr =
      'API_LEDGER: a ledger is not whole, as its line above says. Do: restore a backup\n';
    const printed: string[] = [];
    const verified = verifyLedgers((line) => printed.push(line), ended(5, whole + broken, stderr));
    await expect(verified).rejects.toThrow(/^API_LEDGER: a ledger is not whole/);
    expect(printed).toEqual(['s2: entry 3 is missing: 4 comes next']);
  });

  it('are not called whole where no pod answers', async () => {
    const stderr = 'Error from server (NotFound): deployments.apps "api" not found\n';
    await expect(verifyLedgers(() => undefined, ended(1, '', stderr))).rejects.toThrow(
      /^KUBECTL_FAILED: .*NotFound/,
    );
  });
});
