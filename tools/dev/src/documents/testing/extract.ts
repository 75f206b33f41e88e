import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../environment.ts';
import { documentFiles, fencesIn, type Fence } from './fences.ts';

/** A command that a document shows. */
export interface ShownCommand {
  /** `docs/DEPLOYMENT.md:34`. */
  readonly place: string;
  readonly file: string;
  readonly text: string;
  /** In a block of its own, and not in a sentence or a table. */
  readonly isFenced: boolean;
}

const shells = ['sh', 'bash', 'shell', 'console'];

export const isShell = ({ language }: Fence): boolean => shells.includes(language);

/** The commands of a block: lines that go on are joined, comments and the text of here-documents left out. */
export function commandsIn(
  text: string,
): readonly { readonly text: string; readonly line: number }[] {
  const commands: { text: string; line: number }[] = [];
  let end: string | undefined;
  let goesOn = false;
  for (const [index, raw] of text.split('\n').entries()) {
    if (end !== undefined) {
      if (raw === end) end = undefined;
      continue;
    }
    const line = raw.replace(/(^|\s+)#\s.*$/, '').trim();
    if (line === '') continue;
    const part = line.replace(/\\$/, '').trim();
    const last = commands.at(-1);
    if (goesOn && last !== undefined) last.text += ` ${part}`;
    else commands.push({ text: part, line: index });
    goesOn = /(?:\\|\||&&)$/.test(line);
    end = /<<-?\s*['"]?(\w+)['"]?/.exec(line)?.[1];
  }
  return commands;
}

/** What stands in backticks inside of sentences and is a whole command, not the name of one. */
const whole =
  /`((?:time )?(?:(?:npx )?nx (?:run|run-many|show|g|graph|release) [^`]+|npx nx graph|npm (?:run|test|install|audit)[^`]*|(?:helm|kubectl|minikube) (?:[^`-][^`]* )?[^`]*-{1,2}[a-z][^`]*|node [a-z][^`]*\.ts[^`]*))`/g;

/** The commands of one document. */
export function shownIn(file: string, document: string): readonly ShownCommand[] {
  const fences = fencesIn(file, document);
  const fenced = fences.filter(isShell).flatMap((fence) =>
    commandsIn(fence.text).map(({ text, line }) => ({
      place: `${file}:${fence.line + line}`,
      file,
      text,
      isFenced: true,
    })),
  );
  const sentences = document.replaceAll(/^( *)```[^]*?^\1```$/gm, (block) =>
    block.replaceAll(/[^\n]/g, ''),
  );
  const inline = [...sentences.matchAll(whole)].map(({ 1: text = '', index }) => ({
    place: `${file}:${sentences.slice(0, index).split('\n').length}`,
    file,
    // A line of prose may end inside of it, and a table escapes its own sign.
    text: text
      .replaceAll(/\s+/g, ' ')
      .replaceAll(String.raw`\|`, '|')
      .replace(/^time /, ''),
    isFenced: false,
  }));
  return [...fenced, ...inline];
}

export const readShown = (root = workspaceRoot): readonly ShownCommand[] =>
  documentFiles(root).flatMap((file) => shownIn(file, readFileSync(join(root, file), 'utf8')));

/** The tokens of a command as a shell takes them apart; none of these documents nests quotes. */
export function tokensOf(command: string): readonly string[] {
  return (command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((token) =>
    token.replaceAll(/["']/g, ''),
  );
}
