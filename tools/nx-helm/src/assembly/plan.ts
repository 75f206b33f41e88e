import { posix } from 'node:path';
import { atLine, EngineNeeded, Unsupported } from './engine-needed.ts';
import type { Instruction } from './instructions.ts';
import { readInstructions } from './instructions.ts';
import { stepOfCopy, stepOfRun } from './plan-steps.ts';
import type { Settings } from './settings.ts';
import { commandOf, scratchSettings, settingChanges } from './settings.ts';
import type { Origin, Stage, Step } from './stage.ts';
import type { Lookup } from './arguments.ts';
import { expanded, argumentsOf } from './arguments.ts';

export interface PlanRequest {
  readonly dockerfile: string;
  readonly imagePrefix: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** How an image of the workspace is run. */
  readonly settingsOf: (project: string) => Settings;
}

/** What an image is assembled of, by its last stage; or why an engine is needed, as an `EngineNeeded`. */
export function planOf(request: PlanRequest): Stage {
  const instructions = readInstructions(request.dockerfile);
  const blocks = blocksOf(instructions);
  const last = blocks.at(-1);
  if (last === undefined) throw new EngineNeeded(1, 'a Dockerfile without FROM needs an engine');
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const globals = globalArguments(instructions.slice(0, first), request.buildArguments);
  return new Planner(request, blocks, globals).stage(blocks.length - 1);
}

interface Block {
  readonly from: Instruction;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

function blocksOf(instructions: readonly Instruction[]): Block[] {
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const from = instructions[start] as Instruction;
    const [, as, name] = from.text.split(/\s+/);
    return {
      from,
      name: as?.toUpperCase() === 'AS' ? name?.toLowerCase() : undefined,
      instructions: instructions.slice(start + 1, starts[index + 1]),
    };
  });
}

type Values = ReadonlyMap<string, string>;

function globalArguments(
  instructions: readonly Instruction[],
  given: Readonly<Record<string, string>>,
): Values {
  const values = new Map<string, string>();
  for (const { line, keyword, text } of instructions) {
    if (keyword !== 'ARG') throw new EngineNeeded(line, `${keyword} before FROM needs an engine`);
    atLine(line, () => takeArguments(text, given, values, (name) => values.get(name)));
  }
  return values;
}

/** `ARG A=1 B`, of which the second has what the build is given, or what stands before FROM. */
function takeArguments(
  text: string,
  given: Readonly<Record<string, string>>,
  values: Map<string, string>,
  lookup: Lookup,
  globals: Values = new Map(),
): void {
  for (const argument of argumentsOf(text)) {
    const [, name = '', own] = /^(\w+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === '') throw new Unsupported('this form of ARG needs an engine');
    const value = given[name] ?? (own === undefined ? globals.get(name) : expanded(own, lookup));
    if (value !== undefined) values.set(name, value);
  }
}

const emptied: Settings = { Cmd: [] };

class Planner {
  readonly #request: PlanRequest;
  readonly #blocks: readonly Block[];
  readonly #globals: Values;
  readonly #stages = new Map<number, Stage>();

  constructor(request: PlanRequest, blocks: readonly Block[], globals: Values) {
    this.#request = request;
    this.#blocks = blocks;
    this.#globals = globals;
  }

  /** Each stage once, and only those that the last one needs. */
  stage(index: number): Stage {
    const known = this.#stages.get(index);
    if (known !== undefined) return known;
    const block = this.#blocks[index] as Block;
    const stage = this.#plan(index, block);
    this.#stages.set(index, stage);
    return stage;
  }

  #plan(index: number, { from, instructions }: Block): Stage {
    const base = atLine(from.line, () => this.#base(index, from));
    if (base.kind === 'stage' && base.stage.hasRun) {
      throw new EngineNeeded(from.line, 'a stage on one that has a RUN needs an engine');
    }
    const values = new Map<string, string>();
    const steps: Step[] = [];
    const inherited = this.#settingsOf(base);
    let settings = inherited;
    let hasCommand = false;
    for (const instruction of instructions) {
      const env = new Map(
        (settings.Env ?? []).map((pair) => pair.split(/=(.*)/s) as [string, string]),
      );
      const lookup: Lookup = (name) => env.get(name) ?? values.get(name);
      atLine(instruction.line, () => {
        const { keyword, text, line } = instruction;
        const change = settingChanges[keyword];
        if (change !== undefined) settings = change(settings, instruction, lookup, inherited);
        else if (keyword === 'ARG') {
          takeArguments(text, this.#request.buildArguments, values, lookup, this.#globals);
        } else if (keyword === 'CMD') {
          settings = { ...settings, Cmd: commandOf(instruction) };
          hasCommand = true;
        } else if (keyword === 'ENTRYPOINT') {
          // A command of the base was meant for the entry point of the base.
          settings = {
            ...settings,
            ...(hasCommand ? {} : emptied),
            Entrypoint: commandOf(instruction),
          };
        } else if (keyword === 'WORKDIR') {
          const path = folderOf(text, settings, lookup);
          settings = { ...settings, WorkingDir: path };
          steps.push({ kind: 'workdir', line, path, isRoot: isRoot(settings) });
        } else if (keyword === 'COPY') {
          const origin = this.#origin(index, instruction);
          steps.push(stepOfCopy(instruction, origin, settings, lookup, isRoot(settings)));
        } else if (keyword === 'RUN') {
          if (index === this.#blocks.length - 1) throw new Unsupported('RUN needs an engine');
          if (!isRoot(settings)) throw new Unsupported('RUN of a user needs an engine');
          steps.push(stepOfRun(instruction, env));
        } else throw new Unsupported(`${keyword} needs an engine`);
      });
    }
    const hasRun = steps.some(({ kind }) => kind === 'chmod' || kind === 'compile');
    return { line: from.line, base, steps, settings, hasRun };
  }

  #base(index: number, { flags, text }: Instruction): Stage['base'] {
    if (flags.size > 0)
      throw new Unsupported(`--${[...flags.keys()].join(', --')} needs an engine`);
    const [argument = '', as, name, ...others] = argumentsOf(text);
    const isNamed = as?.toUpperCase() === 'AS' && name !== undefined;
    if (others.length > 0 || (as !== undefined && !isNamed)) {
      throw new Unsupported('this form of FROM needs an engine');
    }
    const image = expanded(argument, (variable) => this.#globals.get(variable));
    const named = this.#named(index, image);
    if (named !== undefined) return { kind: 'stage', stage: this.stage(named) };
    return image === 'scratch' ? { kind: 'scratch' } : this.#image(image);
  }

  #named(before: number, name: string): number | undefined {
    const found = this.#blocks.findLastIndex(
      (block, at) => at < before && block.name === name.toLowerCase(),
    );
    return found < 0 ? undefined : found;
  }

  #image(name: string): { readonly kind: 'image'; readonly project: string } {
    const prefix = `${this.#request.imagePrefix}/`;
    const project = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^[^:@/]+$/.test(project)) return { kind: 'image', project };
    throw new Unsupported(`${name} is no image of the workspace, which needs an engine`);
  }

  #origin(index: number, { flags }: Instruction): Origin {
    const from = flags.get('from');
    if (from === undefined) return { kind: 'context' };
    const named = this.#named(index, from) ?? (/^\d+$/.test(from) ? Number(from) : undefined);
    if (named === undefined) return this.#image(from);
    if (named >= index) throw new Unsupported(`--from=${from} is no earlier stage`);
    return { kind: 'stage', stage: this.stage(named) };
  }

  #settingsOf(base: Stage['base']): Settings {
    if (base.kind === 'scratch') return scratchSettings;
    if (base.kind === 'stage') return base.stage.settings;
    return this.#request.settingsOf(base.project);
  }
}

function isRoot({ User = '' }: Settings): boolean {
  return ['', '0', 'root', '0:0', 'root:root'].includes(User);
}

function folderOf(text: string, { WorkingDir = '' }: Settings, lookup: Lookup): string {
  const [argument = '', ...others] = argumentsOf(text);
  const path = expanded(argument, lookup);
  if (others.length > 0 || path === '')
    throw new Unsupported('this form of WORKDIR needs an engine');
  return posix.resolve('/', WorkingDir, path);
}
