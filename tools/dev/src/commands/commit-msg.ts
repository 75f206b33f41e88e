import { readFileSync } from 'node:fs';
import { subjectFault, subjectOf } from '../hooks/subject.ts';

/** `commit-msg.ts FILE`: what git's hook of that name runs, with the file that holds the message. */
const [file = ''] = process.argv.slice(2);
const fault = subjectFault(subjectOf(readFileSync(file, 'utf8')));
if (fault !== undefined) {
  console.error(`${fault}. Do: git commit --edit --file=${file}`);
  process.exitCode = 1;
}
