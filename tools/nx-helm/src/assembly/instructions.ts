import { DockerfileParser } from 'dockerfile-ast';
import { EngineNeeded } from './engine-needed.ts';

/** One instruction of a Dockerfile, with its continuation lines joined. */
export interface Instruction {
  readonly line: number;
  /** In capital letters. */
  readonly keyword: string;
  /** What stands before the arguments, as `--from=build`, by name. */
  readonly flags: ReadonlyMap<string, string>;
  readonly text: string;
  /** Whether it goes over several lines; engines differ in the blanks that they leave then. */
  readonly isJoined: boolean;
}

const takesFlags: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'HEALTHCHECK']);
const heredoc = /(?:^|\s)\d*<<-?["']?[A-Za-z_]/;

/**
 * Reads a Dockerfile. What instructions there are, and on which lines, is the library's to say; texts
 * below an instruction and parser directives are an engine's business.
 */
export function readInstructions(dockerfile: string): Instruction[] {
  const parsed = DockerfileParser.parse(dockerfile);
  for (const directive of parsed.getDirectives()) {
    const line = directive.getRange().start.line + 1;
    const name = directive.getName().toLowerCase();
    const isHarmless = name === 'check' || isDefault(name, directive.getValue());
    if (!isHarmless) throw new EngineNeeded(line, `the directive ${name} needs an engine`);
  }
  return parsed.getInstructions().map((instruction) => {
    const line = instruction.getRange().start.line + 1;
    const keyword = instruction.getKeyword();
    const raw = instruction.getRawArgumentsContent() ?? '';
    const takesText = ['RUN', 'COPY', 'ADD'].includes(keyword);
    if (takesText && heredoc.test(raw)) {
      throw new EngineNeeded(line, `${keyword} with a text below it needs an engine`);
    }
    const whole = joined(sourceOf(dockerfile, instruction));
    if (!takesFlags.has(keyword)) return { line, keyword, flags: new Map(), ...whole };
    return { line, keyword, ...withoutFlags(whole, line) };
  });
}

/** The forms that change nothing: the stock syntax, and the backslash. */
function isDefault(name: string, value: string): boolean {
  if (name === 'escape') return value === '\\';
  return name === 'syntax' && /^(?:docker\.io\/)?docker\/dockerfile:1(?:\.\d+)*$/.test(value);
}

interface Place {
  getRange(): { readonly start: Position; readonly end: Position };
  getInstructionRange(): { readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** All that follows the keyword, as it is written. */
function sourceOf(dockerfile: string, instruction: Place): string {
  const lines = dockerfile.split('\n');
  const start = instruction.getInstructionRange().end;
  const end = instruction.getRange().end;
  const taken = lines.slice(start.line, end.line + 1);
  const last = taken.length - 1;
  return taken
    .map((text, index) => (index === last ? text.slice(0, end.character) : text))
    .map((text, index) => (index === 0 ? text.slice(start.character) : text))
    .map((text) => text.replace(/\r$/, ''))
    .join('\n');
}

/** Comments and empty lines between continuation lines do not count. */
function joined(source: string): { readonly text: string; readonly isJoined: boolean } {
  const [first = '', ...others] = source.split('\n');
  const kept = [first, ...others.filter((line) => !/^\s*(?:#|$)/.test(line))];
  const text = kept.map((line) => line.replace(/\\[ \t]*$/, '')).join('');
  return { text: text.trim(), isJoined: others.length > 0 };
}

type Joined = ReturnType<typeof joined>;
type WithoutFlags = Pick<Instruction, 'flags' | 'text' | 'isJoined'>;

function withoutFlags({ text, isJoined }: Joined, line: number): WithoutFlags {
  const flags = new Map<string, string>();
  let rest = text;
  for (let found = flag.exec(rest); found !== null; found = flag.exec(rest)) {
    const [all, name = '', value] = found;
    if (flags.has(name)) throw new EngineNeeded(line, `--${name} stands twice`);
    flags.set(name, value ?? 'true');
    rest = rest.slice(all.length);
  }
  return { flags, text: rest, isJoined };
}

const flag = /^--([a-z-]+)(?:=(\S*))?(?:\s+|$)/;
