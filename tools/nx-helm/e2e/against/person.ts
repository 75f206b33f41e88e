import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';

const timeoutMilliseconds = 30_000;

/** Somebody who has an account where the environment is. */
export class Person {
  readonly bySession: Readonly<Record<string, string>>;
  readonly byToken: Readonly<Record<string, string>>;

  private constructor(cookie: string, token: string) {
    this.bySession = { cookie };
    this.byToken = { authorization: `Bearer ${token}` };
  }

  static async signUp(web: string): Promise<Person> {
    const account = {
      name: 'Here',
      email: `here-${randomUUID()}@taskora.example`,
      password: randomBytes(12).toString('hex'),
    };
    const answer = await post(`${web}/api/auth/sign-up/email`, account);
    assert.equal(answer.status, 200, await answer.text());
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const wanted = { name: 'here', scopes: ['tasks:read', 'tasks:write'], expiresInDays: 1 };
    const made = await post(`${web}/api/v1/tokens`, wanted, { cookie });
    const text = await made.text();
    assert.equal(made.status, 201, text);
    return new Person(cookie, (JSON.parse(text) as { token: string }).token);
  }
}

type Headers = Readonly<Record<string, string>>;

/** As a page of that address sends it. */
function post(url: string, body: object, headers: Headers = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
}

export async function addTask(place: string, title: string, headers: Headers): Promise<void> {
  const answer = await post(`${place}/api/v1/tasks`, { title }, headers);
  assert.equal(answer.status, 201, await answer.text());
}

export async function titlesAt(place: string, headers: Headers): Promise<string[]> {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const answer = await fetch(`${place}/api/v1/tasks`, { headers, signal });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const { items } = JSON.parse(text) as { readonly items: readonly { readonly title: string }[] };
  return items.map(({ title }) => title).toSorted();
}
