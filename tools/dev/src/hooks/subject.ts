const longest = 72;

/** Types of Conventional Commits; those of nx release make versions and changelogs. */
const types = [
  ...['feat', 'fix', 'perf', 'refactor', 'docs', 'test'],
  ...['build', 'ci', 'chore', 'style', 'revert'],
];

const scope = '[a-z][a-z0-9-]*';
const form = new RegExp(`^(?:${types.join('|')})\\(${scope}(?:,${scope})*\\)!?: \\S`);

/** Subjects that git writes by itself; a fixup becomes part of another commit. */
const ofGit = /^(?:Merge |Revert "|(?:fixup|squash|amend)! )/;

/** The subject of a message as git takes it: its first line that is neither empty nor a comment. */
export function subjectOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trimEnd());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
}

/** Why a subject is refused; undefined where it is not. */
export function subjectFault(subject: string): string | undefined {
  // Git itself refuses a commit without a message.
  if (subject === '' || ofGit.test(subject)) return undefined;
  if (!form.test(subject)) {
    return `HOOK_SUBJECT_FORM: the subject is not type(scope): what, with a type of ${types.join(', ')}: ${subject}`;
  }
  if (subject.length <= longest) return undefined;
  return `HOOK_SUBJECT_LONG: the subject has ${subject.length} characters, at most ${longest} are allowed: ${subject}`;
}
