import { isNativeError } from 'node:util/types';
import { maskText } from '@taskora/ops-core';

const levels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof levels)[number];
export type LogFields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

/** One JSON object a line, as the other services write them. */
export function createLog(
  least: LogLevel,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return;
      const time = new Date().toISOString();
      write(`${JSON.stringify({ time, level, service: 'ops', message, ...fields })}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function errorFields(error: unknown): LogFields {
  if (!isNativeError(error)) return { error: 'a value that is no Error was thrown' };
  const { name, message, stack = '' } = error;
  return { error: name, reason: maskText(message), stack: maskText(stack) };
}
