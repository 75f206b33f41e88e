import { spawn } from 'node:child_process';

/**
 * Runs a program that must not live on without the process that started this one. It begins at the first
 * line on standard input, and is killed when that ends: pipes end however their writer ends, also by a
 * signal that nobody can listen to. It is killed, too, when no line has come for so many seconds: a writer
 * that is stopped, or whose machine sleeps, holds nothing any more that it has to renew.
 */
const [seconds = '', program = '', ...args] = process.argv.slice(2);
const patience = Number(seconds) * 1000;
const checkMilliseconds = 500;

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;

// By the clock on the wall, which goes on while a machine sleeps.
let last = Date.now();
process.stdin.on('data', () => {
  last = Date.now();
  if (child !== undefined) return;
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
setInterval(() => {
  if (child === undefined || Date.now() - last <= patience) return;
  console.error(`ended, because its run was silent for ${seconds} s`);
  child.kill('SIGKILL');
}, checkMilliseconds);
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
