import { whileBodyFits } from './keepalive.ts';

const kibibyte = 'x'.repeat(1024);

/** Sends nothing, and answers when asked to. */
function held() {
  const sent: RequestInit[] = [];
  const answers: (() => void)[] = [];
  const send = (init: RequestInit) => {
    sent.push(init);
    return new Promise<Response>((resolve) => answers.push(() => resolve(new Response())));
  };
  return { sent, answers, send };
}

const post = (body?: string | Blob): RequestInit => ({ method: 'POST', ...(body && { body }) });

describe('requests that outlive their page', () => {
  it('are those that change something', async () => {
    const { sent, answers, send } = held();
    const all = ['DELETE', 'PATCH', 'POST', 'PUT', 'GET', undefined].map((method) =>
      whileBodyFits({ ...(method && { method }) }, send),
    );
    answers.forEach((answer) => answer());
    await Promise.all(all);
    expect(sent.map(({ keepalive = false }) => keepalive)).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ]);
  });

  it('hold no more at a time than browsers take, and room is given back', async () => {
    const { sent, answers, send } = held();
    const all = [40, 20, 1].map((size) => whileBodyFits(post(kibibyte.repeat(size)), send));
    expect(sent.map(({ keepalive = false }) => keepalive)).toEqual([true, true, false]);
    answers.forEach((answer) => answer());
    await Promise.all(all);
    const more = whileBodyFits(post(kibibyte.repeat(60)), send);
    expect(sent.at(-1)?.keepalive).toBe(true);
    answers.at(-1)?.();
    await more;
  });

  it('are no files of more than that', async () => {
    const { sent, answers, send } = held();
    const all = [61, 1].map((size) => whileBodyFits(post(new Blob([kibibyte.repeat(size)])), send));
    expect(sent.map(({ keepalive = false }) => keepalive)).toEqual([false, true]);
    answers.forEach((answer) => answer());
    await Promise.all(all);
  });

  it('counts bytes, not characters', async () => {
    const { sent, answers, send } = held();
    const large = whileBodyFits(post('é'.repeat(31 * 1024)), send);
    expect(sent[0]?.keepalive).toBeUndefined();
    answers[0]?.();
    await large;
  });

  it('gives the room back after a failure too', async () => {
    const lost = () => Promise.reject(new TypeError('lost'));
    await expect(whileBodyFits(post(kibibyte.repeat(60)), lost)).rejects.toThrow('lost');
    const { sent, answers, send } = held();
    const next = whileBodyFits(post(kibibyte.repeat(60)), send);
    expect(sent[0]?.keepalive).toBe(true);
    answers[0]?.();
    await next;
  });
});
