import { NxHelmError } from '../errors.ts';

/** No space, a quota, or a limit of this process on the size of a file. */
const fullDiskCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The file system's refusal, wherever in the chain of causes it stands. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  return fullDiskCodes.includes(code) ? String(code) : refusal(error.cause);
}

/** Says of a failed write that there was no room; any other error stays as it is. */
export function explainFullDisk(error: unknown, project: string, folder: string): unknown {
  const code = refusal(error);
  if (code === undefined) return error;
  return new NxHelmError({
    code: 'NXHELM_DISK_FULL',
    project,
    what: `the file system took no more while the image was exported to ${folder} (${code}); the image of the last build stands`,
    command: `df -h ., make room (npx nx reset empties the task cache), then npx nx run ${project}:container`,
    cause: error,
  });
}
