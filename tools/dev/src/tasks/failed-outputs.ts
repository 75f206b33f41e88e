import { stripVTControlCharacters } from 'node:util';

/** What one task wrote begins so, in the static style of Nx 23.2.1. */
const heading = /^> nx run (\S+)/;
/** From here on it is Nx that speaks. */
const summary = /^ NX /;
/** What went well says nothing of what failed. */
const passed = /^\s*PASS /;
/** The tests that failed, as Jest 30 and pytest 9 begin them. */
const ofFailedTest = /^\s*(● (?!Console)|FAILED |ERROR |=+ (FAILURES|ERRORS) =+|FAIL )/;
/** Lines of one task: enough for a few failed tests with their causes. */
const shown = 120;

/**
 * What each task wrote, by its name. Tests run Nx themselves, so a heading counts only where it is of a
 * project of this run, and Nx speaks for this run only at its end.
 */
function outputsByTask(lines: readonly string[]): Map<string, string[]> {
  const outputs = new Map<string, string[]>();
  const projects = projectsOf(lines);
  const end = lines.findLastIndex((line) => summary.test(line) && /\bfailed$/.test(line));
  let current: string[] = [];
  for (const [index, line] of lines.entries()) {
    const task = heading.exec(line)?.[1];
    const isOwn = task !== undefined && projects.has(task.split(':')[0] ?? '');
    if (isOwn && !outputs.has(task)) outputs.set(task, (current = []));
    if (index === end) current = [];
    if (line !== '' && !passed.test(line)) current.push(line);
  }
  return outputs;
}

/** Nx begins with the names of the projects whose tasks it runs. */
function projectsOf(lines: readonly string[]): ReadonlySet<string> {
  const begin = lines.findIndex((line) => summary.test(line) && line.includes('Running target'));
  const names = new Set<string>();
  for (const line of lines.slice(begin + 1)) {
    if (heading.test(line)) break;
    const name = /^- (\S+)$/.exec(line)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The names under the last `Failed tasks:`. */
function failedTasks(lines: readonly string[]): string[] {
  const begin = lines.lastIndexOf('Failed tasks:');
  if (begin < 0) return [];
  const names: string[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (line === '') continue;
    const name = /^- (\S+)$/.exec(line)?.[1];
    if (name === undefined) break;
    names.push(name);
  }
  return names;
}

/** From the first test that failed on, and the end where no line says which. */
function cause(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => ofFailedTest.test(line));
  return first < 0 ? lines.slice(-shown) : lines.slice(first, first + shown);
}

/**
 * Of a run in static style: the tasks that failed with what they wrote, to be said once more at the
 * end. The order of that style is the order in which tasks ended, so what failed may stand thousands
 * of lines above the line that says that it did.
 */
export function outputsOfFailed(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trimEnd());
  const outputs = outputsByTask(lines);
  return failedTasks(lines)
    .map((task) => {
      const written = cause(outputs.get(task) ?? []);
      return [`${task} failed:`, ...written.map((line) => `  ${line}`)].join('\n');
    })
    .join('\n\n');
}
