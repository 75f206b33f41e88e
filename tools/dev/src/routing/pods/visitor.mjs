/** Signs in with wrong passwords, each time with another X-Forwarded-For, and prints what is answered. */
const [, origin, attempts] = process.argv;
const statuses = [];
for (let attempt = 1; attempt <= Number(attempts); attempt += 1) {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      origin,
      'content-type': 'application/json',
      'x-forwarded-for': `203.0.113.${attempt}`,
    },
    body: JSON.stringify({
      email: `nobody-${attempt}-${process.pid}-${Date.now()}@taskora.example`,
      password: 'a wrong password',
    }),
  });
  await answer.arrayBuffer();
  statuses.push(answer.status);
}
console.log(JSON.stringify(statuses));
