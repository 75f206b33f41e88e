import { spawnSync } from 'node:child_process';
import { programPath } from '../../run.ts';
import { tokensOf } from './extract.ts';

/** The cluster brings kubectl and minikube; `.ci/run` asks once more when it is there. */
export const isThere = (program: string): boolean =>
  spawnSync(programPath(program), ['version', '--client'], { stdio: 'ignore' }).error === undefined;

const helps = new Map<string, string>();

/** What a program prints, asked once; empty where it fails. */
function printed(program: string, args: readonly string[]): string {
  const key = [program, ...args].join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const { status, stdout } = spawnSync(programPath(program), [...args], { encoding: 'utf8' });
  const text = status === 0 ? stdout : '';
  helps.set(key, text);
  return text;
}

/** What `--help` of a command says: of the longest beginning that is a command. */
function helpOf(program: string, tokens: readonly string[]): string {
  const command = tokens.slice(1).filter((token) => /^[a-z][a-z-]*$/.test(token));
  const texts = [3, 2, 1].map((length) =>
    printed(program, [...command.slice(0, length), '--help']),
  );
  return texts.find((text) => text.includes('Usage:')) ?? '';
}

/** What a command is made of: not the values of its options, nor what a shell does with its output. */
function ownTokens(program: string, text: string): readonly string[] {
  const own = text.slice(text.indexOf(`${program} `)).split(/ -- | \| | <<| > /)[0] ?? '';
  const tokens = tokensOf(own);
  return tokens.filter((token, index) => {
    const before = tokens[index - 1] ?? '';
    return !(/^-\w$|^--(?:namespace|context)$/.test(before) && !token.startsWith('-'));
  });
}

/** The first verb of a command that is no command of the program, or of the group of commands before it. */
export function unknownVerb(program: string, text: string): string | undefined {
  const verbs = ownTokens(program, text).filter((token) => !token.startsWith('-'));
  const path: string[] = [];
  for (const verb of verbs.slice(1)) {
    const group = printed(program, [...path, '--help']);
    // `minikube service` has a command of its own, and takes a name as well.
    const isGroup = group.includes('Available Commands:') && !/\[flags\] [A-Z]/.test(group);
    if (path.length > 0 && !isGroup) return undefined;
    const help = printed(program, [...path, verb, '--help']);
    if (help === '' || help === group) return verb;
    path.push(verb);
  }
  return path.length === 0 ? 'no command' : undefined;
}

/** The options of a command that its help does not name. */
export function unknownOptions(program: string, text: string): readonly string[] {
  const tokens = ownTokens(program, text);
  const help = [helpOf(program, tokens), globalOptions(program)].join('\n');
  return tokens
    .filter((token) => /^--?[a-z]/.test(token))
    .map((token) => token.replace(/=.*/, ''))
    .filter((option) => !new RegExp(String.raw`(?:^|[\s,])${option}(?:[\s=,]|$)`, 'm').test(help));
}

function globalOptions(program: string): string {
  return program === 'helm' ? '' : printed(program, ['options']);
}
