import type { ErrorSite } from './error-sites.ts';

/** `CODE: what failed. Do: the command`, in a string of a shell or Python program. */
const printed = /"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): ([^"\n]+?)\.? Do: ([^"\n]+)"/g;

/** Where a string of Python goes on in the next line. */
const continued = /"[ \t]*\r?\n[ \t]*f?"/g;

/** Errors for people in the sources of a program that has no type for them. */
export function printedErrorsIn(text: string): ErrorSite[] {
  return [...text.replaceAll(continued, '').matchAll(printed)].map(
    ([, code = '', what = '', fix = '']) => ({
      code,
      what: [withPlaceholders(what)],
      fix: [withPlaceholders(fix)],
    }),
  );
}

/** `<file>` for `$file` of a shell, `{file}` of Python. */
const withPlaceholders = (sentence: string): string =>
  sentence
    .replace(/\\n$/, '')
    .replaceAll(
      /\$\{?(\w+)\}?|\{(\w+)[^}]*\}/g,
      (_all, shell: string | undefined, python) => `<${shell ?? String(python)}>`,
    );
