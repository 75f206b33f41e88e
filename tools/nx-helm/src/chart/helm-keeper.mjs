import { spawn } from 'node:child_process';

/**
 * Runs a program that must not live on without the process that started this one. It begins at the first
 * line on standard input, and is killed when that ends: pipes end however their writer ends, also by a
 * signal that nobody can listen to. It is killed, too, when no line has come for so many seconds: a writer
 * that is stopped, or whose machine sleeps, holds nothing any more that it has to renew. Only what was
 * asked to end, as by Ctrl-C, has those seconds to put right what it has begun.
 */
const [seconds = '', program = '', ...args] = process.argv.slice(2);
const patience = Number(seconds) * 1000;
const checkMilliseconds = 500;

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
let isEnding = false;
// By the clock on the wall, which goes on while a machine sleeps.
let last = Date.now();

// Who reads the output may have ended before the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

function begin() {
  child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(127);
  });
  child.once('close', (code, signal) => {
    if (signal !== null) process.kill(process.pid, signal);
    clearInterval(checks);
    process.stdin.destroy();
    process.exitCode = code ?? 1;
  });
}

const checks = setInterval(() => {
  if (child === undefined || Date.now() - last <= patience) return;
  console.error(`ended, because its run was silent for ${seconds} s`);
  child.kill('SIGKILL');
}, checkMilliseconds);

process.stdin.setEncoding('utf8').on('data', (/** @type {string} */ line) => {
  last = Date.now();
  if (line.includes('kill')) child?.kill('SIGKILL');
  else if (child === undefined) begin();
});
process.stdin.once('end', () => {
  if (child === undefined) process.exit(1);
  if (!isEnding) child.kill('SIGKILL');
});

// Whoever wants the program to end may ask only this one, whose number is known.
process.on('SIGTERM', () => {
  if (child === undefined) process.exit(1);
  isEnding = true;
  child.kill('SIGTERM');
});
// Of a terminal, the program gets it too.
process.on('SIGINT', () => {
  isEnding = true;
});
