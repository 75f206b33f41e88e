import { createTestFrontEnd, signUp } from './front-end.ts';

/** One process of two: people sign up, and each of them is known again, through a database of its argument. */
const [databaseUrl = '', name = ''] = process.argv.slice(2);
const frontEnd = createTestFrontEnd(databaseUrl);

async function beSomebody(number: number): Promise<void> {
  const email = `${name}${number}@example.com`;
  const cookie = await signUp(frontEnd, email);
  const visits = Array.from({ length: 10 }, () => frontEnd.getVisitor(new Headers({ cookie })));
  for (const visitor of await Promise.all(visits)) {
    if (visitor === null || visitor === 'unavailable' || visitor.user.email !== email) {
      throw new Error(`${email} is not known again`);
    }
  }
}

try {
  for (let number = 0; number < 4; number += 1) await beSomebody(number);
  await frontEnd.close();
} catch (error) {
  console.error(error, frontEnd.logLines.join(''));
  process.exit(1);
}
