import { isNativeError } from 'node:util/types';

const levels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof levels)[number];
export type LogFields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

export interface LogOptions {
  service: string;
  level: () => LogLevel;
  write?: (line: string) => void;
}

/** One JSON object a line, which is what log collectors read from a container's standard output. */
export function createLog(options: LogOptions): Log {
  const write = options.write ?? ((line) => process.stdout.write(line));
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (levels.indexOf(level) < levels.indexOf(options.level())) return;
      const entry = {
        time: new Date().toISOString(),
        level,
        service: options.service,
        message,
        ...fields,
      };
      write(`${JSON.stringify(entry)}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The short code that Node.js and the database give their errors. */
export function codeOf(error: unknown): string | undefined {
  if (!isNativeError(error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What a log may hold of an error; database errors quote rows in further fields, which stay out. */
export function errorFields(error: unknown): LogFields {
  if (!isNativeError(error)) return { error: 'a value that is no Error was thrown' };
  const { name, message, stack } = error;
  return { error: name, reason: message, code: codeOf(error), stack };
}
