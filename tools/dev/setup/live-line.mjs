const redrawMilliseconds = 1000;
/** Without a terminal: often enough to see that something happens, and seldom enough for a log. */
const heartbeatMilliseconds = 30_000;

/**
 * @param {number} seconds
 */
export function formatSeconds(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

/**
 * `, about 3:20 min left`, or nothing where there is no ground for an estimate.
 *
 * @param {number | undefined} seconds
 */
export function formatRemaining(seconds) {
  return seconds === undefined || seconds < 1 ? '' : `, about ${formatSeconds(seconds)} left`;
}

/**
 * Shows what is going on: on a terminal one line that is written anew each second, elsewhere a line now
 * and then. Lines that stay are printed above it.
 *
 * @param {() => string} status
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} [output]
 */
export function liveLine(status, output = process.stdout) {
  const isTerminal = output.isTTY === true;
  const clear = () => isTerminal && output.write('\r\u001b[K');
  const draw = () => {
    if (isTerminal) output.write(`\r\u001b[K${status().slice(0, (output.columns ?? 80) - 1)}`);
    else output.write(`${status()}\n`);
  };
  const timer = setInterval(draw, isTerminal ? redrawMilliseconds : heartbeatMilliseconds);
  if (isTerminal) draw();
  return {
    /** @param {string} line */
    print(line) {
      clear();
      output.write(`${line}\n`);
      if (isTerminal) draw();
    },
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
