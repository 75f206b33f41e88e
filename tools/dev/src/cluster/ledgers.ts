import { z } from 'zod';
import { runInPod, type Runner } from './program-in-pod.ts';

const totalSchema = z.object({
  ledgers: z.number(),
  entries: z.number(),
  erased: z.number(),
  unsealed: z.number(),
  broken: z.number(),
});

const reportSchema = z.object({ space_id: z.string(), faults: z.array(z.string()) });

/** What the program printed of the ledgers that are not whole, for people. */
export function describeFaults(output: string): string[] {
  return output
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => reportSchema.safeParse(JSON.parse(line)))
    .flatMap(({ data }) => (data ? data.faults.map((fault) => `${data.space_id}: ${fault}`) : []));
}

/** Verifies every ledger of the cluster's database, and says how many there are. */
export async function verifyLedgers(
  print: (line: string) => void,
  kubectl?: Runner,
): Promise<string> {
  const output = await runInPod(
    {
      service: 'api',
      command: ['python3', '-m', 'taskora_api.verify_ledger'],
      failure: 'no pod of the API could read the ledgers',
    },
    kubectl,
    (failed) => describeFaults(failed).forEach(print),
  );
  const last = output.trim().split('\n').at(-1) ?? '';
  const { ledgers, entries, erased, unsealed } = totalSchema.parse(JSON.parse(last));
  return `${ledgers} ledgers are whole: ${entries} entries, ${erased} erased, ${unsealed} not sealed yet`;
}
