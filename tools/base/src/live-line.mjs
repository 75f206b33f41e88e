/** @typedef {{ readonly isTTY?: boolean, readonly columns?: number, write(text: string): unknown }} Output */

const redrawSeconds = 1;
/** Without a terminal: often enough to see that something happens, and seldom enough for a log. */
const heartbeatSeconds = 30;

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
 * @param {Output} [output]
 * @param {number} [heartbeat] in seconds, without a terminal
 */
export function liveLine(status, output = process.stdout, heartbeat = heartbeatSeconds) {
  const isTerminal = output.isTTY === true;
  const clear = () => isTerminal && output.write('\r\u001b[K');
  const draw = () => {
    if (isTerminal) output.write(`\r\u001b[K${status().slice(0, (output.columns ?? 80) - 1)}`);
    else output.write(`${status()}\n`);
  };
  const timer = setInterval(draw, (isTerminal ? redrawSeconds : heartbeat) * 1000);
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
