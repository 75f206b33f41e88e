import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';
import { messageOf } from '@taskora/base/errors';
import { z } from 'zod';

const closed = new Set(['ECONNRESET', 'UND_ERR_SOCKET']);

/**
 * A question as a browser asks it: on a connection that it kept, and once more where the server closed that one
 * at the same moment, which neither side can know.
 */
export async function ask(url: string, headers: Readonly<Record<string, string>> = {}) {
  const once = () => fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
  try {
    return await once();
  } catch (error) {
    const { code = '' } = (error as { cause?: { code?: string } }).cause ?? {};
    if (closed.has(code)) return await once();
    throw new Error(`${url}: ${code || messageOf(error)}`, { cause: error });
  }
}

const tasksSchema = z.object({ items: z.array(z.object({ title: z.string() })) });

/** Somebody who uses the product as browsers and programs do, through web's address. */
export class Person {
  readonly email = `operations-${randomUUID()}@taskora.example`;
  private readonly password = randomBytes(12).toString('hex');
  private cookie = '';
  private token = '';

  private readonly web: string;

  constructor(web: string) {
    this.web = web;
  }

  private async post(path: string, body: object): Promise<Response> {
    return fetch(`${this.web}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.web, cookie: this.cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  }

  async signUp(): Promise<void> {
    const { email, password } = this;
    const answer = await this.post('/api/auth/sign-up/email', { email, password, name: 'Op' });
    assert.equal(answer.status, 200, await answer.text());
    this.cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const token = { name: 'operations', scopes: ['tasks:read'], expiresInDays: 1 };
    const made = await this.post('/api/v1/tokens', token);
    this.token = z.object({ token: z.string() }).parse(await made.json()).token;
  }

  /** The status that a sign-in is answered with; the session that there is stays as it is. */
  async signIn(password = this.password): Promise<number> {
    const answer = await this.post('/api/auth/sign-in/email', { email: this.email, password });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** What the API answers to something that is made. */
  async make<T>(schema: z.ZodType<T>, path: string, body: object): Promise<T> {
    const answer = await this.post(path, body);
    const text = await answer.text();
    assert.equal(answer.status, 201, `${path}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  /** What the API answers to a question of somebody who has signed in. */
  async read<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const answer = await ask(`${this.web}${path}`, { cookie: this.cookie });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  async addTask(title: string): Promise<void> {
    await this.make(z.object({}), '/api/v1/tasks', { title });
  }

  private async list(headers: Readonly<Record<string, string>>): Promise<string[]> {
    const answer = await ask(`${this.web}/api/v1/tasks`, headers);
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return tasksSchema.parse(JSON.parse(text)).items.map(({ title }) => title);
  }

  bySession = (): Promise<string[]> => this.list({ cookie: this.cookie });
  byToken = (): Promise<string[]> => this.list({ authorization: `Bearer ${this.token}` });

  /** Chooses a password by a link, as its page does. */
  async choosePassword(link: string, newPassword: string): Promise<void> {
    const token = new URL(link).searchParams.get('token');
    const answer = await this.post('/api/auth/reset-password', { token, newPassword });
    assert.equal(answer.status, 200, await answer.text());
  }
}
