import type { ImageConfigFile } from '../image/image-description.ts';
import { Unsupported } from './engine-needed.ts';
import type { Instruction } from './instructions.ts';
import type { Lookup } from './arguments.ts';
import { expanded, jsonArguments, argumentsOf } from './arguments.ts';

/** The part of an image's configuration that says how it is run. */
export type Settings = NonNullable<ImageConfigFile['config']>;

/** What engines give an image that begins with nothing. */
export const scratchSettings: Settings = {
  Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
};

/** An image's settings that another one takes over. */
export function inheritedSettings({ config = {} }: ImageConfigFile): Settings {
  const { User, WorkingDir, Entrypoint, Cmd, Env, ExposedPorts } = config;
  const { Volumes, Labels, StopSignal, Healthcheck } = config;
  const labels = Object.entries(Labels ?? {}).filter(([name]) => name !== 'io.buildah.version');
  return defined({
    User,
    WorkingDir,
    Entrypoint,
    Cmd,
    Env,
    ExposedPorts,
    Volumes,
    Labels: Object.fromEntries(labels),
    StopSignal,
    Healthcheck,
  });
}

function defined(given: { [Key in keyof Settings]: Settings[Key] | undefined }): Settings {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as Settings;
}

/** What an instruction makes of the settings before it, given those of the base. */
type Change = (
  settings: Settings,
  instruction: Instruction,
  lookup: Lookup,
  base: Settings,
) => Settings;

/** The instructions that change settings and no file. */
export const settingChanges: Readonly<Record<string, Change>> = {
  ENV: (settings, { text }, lookup, base) => {
    const env = new Map((settings.Env ?? []).map((pair) => split(pair)));
    const known = new Set((base.Env ?? []).map((pair) => split(pair)[0]));
    // All values of one instruction see what was set before it.
    for (const [name, value] of pairs(text, lookup)) {
      if (known.has(name)) {
        throw new Unsupported(`engines differ in the order of ENV ${name}, which its base has too`);
      }
      env.set(name, value);
    }
    return { ...settings, Env: [...env].map(([name, value]) => `${name}=${value}`) };
  },
  LABEL: (settings, { text }, lookup) => ({
    ...settings,
    Labels: { ...settings.Labels, ...Object.fromEntries(pairs(text, lookup)) },
  }),
  EXPOSE: (settings, { text }, lookup) => ({
    ...settings,
    ExposedPorts: {
      ...settings.ExposedPorts,
      ...Object.fromEntries(
        argumentsOf(text).map((argument) => [port(expanded(argument, lookup)), {}]),
      ),
    },
  }),
  USER: (settings, { text }, lookup) => ({ ...settings, User: single(text, lookup) }),
  STOPSIGNAL: (settings, { text }, lookup) => {
    const StopSignal = single(text, lookup);
    if (!/^SIG[A-Z]+$/.test(StopSignal)) throw new Unsupported('this signal needs an engine');
    return { ...settings, StopSignal };
  },
  HEALTHCHECK: (settings, instruction) => ({ ...settings, Healthcheck: healthcheck(instruction) }),
};

/** A command for programs as it is, one for a shell with the shell. */
export function commandOf(instruction: Instruction): string[] {
  return jsonArguments(instruction.text) ?? ['/bin/sh', '-c', shellText(instruction)];
}

function shellText({ text, isJoined }: Instruction): string {
  if (isJoined) throw new Unsupported('a shell command over several lines needs an engine');
  return text;
}

function split(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

function pairs(text: string, lookup: Lookup): [name: string, value: string][] {
  const args = argumentsOf(text);
  return args.map((argument) => {
    const [name, value] = split(argument);
    if (!argument.includes('=') || !/^[\w.-]+$/.test(name)) {
      throw new Unsupported(`${JSON.stringify(argument)} is not NAME=VALUE, which needs an engine`);
    }
    return [name, expanded(value, lookup)];
  });
}

function single(text: string, lookup: Lookup): string {
  const [argument = '', ...others] = argumentsOf(text);
  const value = expanded(argument, lookup);
  if (others.length > 0 || value === '') throw new Unsupported('not one value needs an engine');
  return value;
}

function port(text: string): string {
  const [, number, protocol = 'tcp'] = /^(\d+)(?:\/(tcp|udp|sctp))?$/.exec(text) ?? [];
  if (number === undefined) throw new Unsupported(`the port ${text} needs an engine`);
  return `${Number(number)}/${protocol}`;
}

const durations: Readonly<Record<string, string>> = {
  interval: 'Interval',
  timeout: 'Timeout',
  'start-period': 'StartPeriod',
};

function healthcheck(instruction: Instruction): Record<string, unknown> {
  const { flags, text } = instruction;
  const [, kind = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (kind.toUpperCase() === 'NONE' && rest === '' && flags.size === 0) return { Test: ['NONE'] };
  if (kind.toUpperCase() !== 'CMD' || rest === '') {
    throw new Unsupported('this form of HEALTHCHECK needs an engine');
  }
  const command = jsonArguments(rest);
  const Test =
    command === undefined
      ? ['CMD-SHELL', shellText({ ...instruction, text: rest })]
      : ['CMD', ...command];
  return { Test, ...Object.fromEntries([...flags].map(([name, value]) => timing(name, value))) };
}

function timing(name: string, value: string): [name: string, value: number] {
  const field = durations[name];
  if (field !== undefined) return [field, nanoseconds(value)];
  if (name === 'retries' && /^[1-9]\d?$/.test(value)) return ['Retries', Number(value)];
  throw new Unsupported(`--${name}=${value} needs an engine`);
}

const unitNanoseconds: Readonly<Record<string, number>> = { h: 36e11, m: 6e10, s: 1e9, ms: 1e6 };

function nanoseconds(text: string): number {
  if (!/^(?:\d{1,5}(?:h|ms|m|s))+$/.test(text)) {
    throw new Unsupported(`the duration ${text} needs an engine`);
  }
  return [...text.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitNanoseconds[unit] ?? 0),
    0,
  );
}
