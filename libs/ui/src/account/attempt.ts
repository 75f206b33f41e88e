/** How signing in, up or out ended; the message is for the person who tried. */
export type AttemptResult = { ok: true } | { ok: false; message: string };
