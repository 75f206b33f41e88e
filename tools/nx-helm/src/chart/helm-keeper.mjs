import { spawn } from 'node:child_process';

/**
 * Runs a program that must not live on without the process that started this one. It begins at the first
 * line on standard input, and is killed when that ends: pipes end however their writer ends, also by a
 * signal that nobody can listen to.
 */
const [program = '', ...args] = process.argv.slice(2);

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;

process.stdin.once('data', () => {
  child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(127);
  });
  child.once('exit', (code, signal) => {
    if (signal !== null) process.kill(process.pid, signal);
    process.exit(code ?? 1);
  });
});
process.stdin.once('end', () => {
  if (child === undefined) process.exit(1);
  child.kill('SIGKILL');
});

// Whoever wants the program to end may ask only this one, whose number is known.
process.on('SIGTERM', () => {
  if (child === undefined) process.exit(1);
  child.kill('SIGTERM');
});
// Of a terminal, the program gets it too.
process.on('SIGINT', () => undefined);
