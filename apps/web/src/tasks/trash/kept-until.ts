/** As long as the API keeps what was deleted. */
const keptDays = 30;

/** When a task that was deleted then is gone for ever. */
export function keptUntil(deletedAt: string): Date {
  const until = new Date(deletedAt);
  until.setDate(until.getDate() + keptDays);
  return until;
}
