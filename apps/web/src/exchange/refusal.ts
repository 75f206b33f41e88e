import { ApiError, describeProblem, hasStatus, isUnknownOutcome } from '@taskora/api-client';

/** What the API takes. */
export const fileBytesMax = 32_000_000;

/** What to do about a file that is refused as a whole, by the API's codes. */
const steps: Readonly<Record<string, string>> = {
  EXCHANGE_EMPTY: 'Export it again in the other program, and check that something is in it.',
  EXCHANGE_TOO_LARGE: 'Export one project or list at a time.',
  EXCHANGE_TOO_MANY_ROWS: 'Export one project or list at a time.',
  EXCHANGE_TOO_MANY_VALUES: 'Export one project or list at a time.',
  EXCHANGE_TOO_DEEP: 'Check that it is the right file: an export of one of the programs below.',
  EXCHANGE_CELL_TOO_LARGE: 'Shorten that text in the other program, and export the file again.',
  EXCHANGE_ENCODING: 'Save the file as UTF-8, which text editors offer, and choose it again.',
  EXCHANGE_FORMAT_UNKNOWN:
    'Choose an export of one of the programs below. If it is one, choose the program by hand.',
  EXCHANGE_CONTENT:
    'Export the file again and do not change it, or choose another program if this is the wrong one.',
  EXCHANGE_COLUMNS: 'Keep the first row with the names of the columns as it was exported.',
  EXCHANGE_VERSION:
    'Export it from a Taskora of the same version, or ask for an update of this one.',
  EXCHANGE_ARCHIVE: 'Export the archive again, without a password.',
  EXCHANGE_ARCHIVE_TOO_LARGE: 'Unpack the archive, and import one file of it at a time.',
  EXCHANGE_REMINDERS_UPGRADED:
    'On a Mac or iPhone, open Reminders, move the list to an account that is not iCloud, and export it there.',
};

/** Why nothing of a file was imported, and what to do about it. */
export function fileRefusal(error: unknown): string {
  if (!(error instanceof ApiError)) return describeProblem(error);
  const { code, detail, fields, status } = error.problem;
  const step = code && steps[code];
  if (step) return `${fields[0]?.message ?? detail} ${step}`;
  if (status === 413) return `The file is too large. ${steps['EXCHANGE_TOO_LARGE']}`;
  if (status === 408) return `The file did not arrive in time. Try again with a faster connection.`;
  if (status === 503) return `${detail} Try again in a moment.`;
  return describeProblem(error);
}

/** Whether it is still there as it was chosen. */
const isReadable = (file: File) =>
  new Promise<boolean>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(true);
    reader.onerror = () => resolve(false);
    reader.readAsArrayBuffer(file.slice(0, 1));
  });

/** What is wrong with a file before it is sent, where anything is. */
export async function fileFault(file: File): Promise<string | null> {
  if (file.size > fileBytesMax) {
    const megabytes = Math.ceil(file.size / 1_000_000);
    return `The file has ${megabytes} MB, and 32 fit. ${steps['EXCHANGE_TOO_LARGE']}`;
  }
  if (file.size === 0) return `The file is empty. ${steps['EXCHANGE_EMPTY']}`;
  if (await isReadable(file)) return null;
  return 'The file cannot be read any more: it was moved or changed. Choose it again.';
}

/** Why what was previewed was not imported, and what to do about it. */
export function planRefusal(error: unknown): string {
  if (isUnknownOutcome(error)) {
    return 'The answer did not come in time, so it may be imported by now. Import once more: nothing comes in twice.';
  }
  const code = error instanceof ApiError ? error.problem.code : null;
  if (code === 'PLAN_STALE') {
    return 'Something was changed since the preview. Nothing was imported. Make a new preview.';
  }
  if (code === 'PLAN_APPLIED') {
    return 'This preview was imported already. Your tasks show what came of it.';
  }
  if (hasStatus(error, 404)) {
    return 'The preview is too old: it is kept for 15 minutes. Nothing was imported. Make a new one.';
  }
  return describeProblem(error);
}
