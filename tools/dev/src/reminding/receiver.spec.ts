import { isSigned } from './receiver.ts';

/** The example of the specification of Standard Webhooks. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const example = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: '{"test": 2432232314}',
  sender: '10.244.0.9',
};

describe('a webhook that a receiver in the cluster was sent', () => {
  it('is of whoever has the secret', () => {
    expect(isSigned(example, secret)).toBe(true);
    const before = { ...example, signature: `v1,b3RoZXI= ${example.signature}` };
    expect(isSigned(before, secret)).toBe(true);
  });

  it.each(['id', 'timestamp', 'body', 'signature'] as const)(
    'is refused with another %s',
    (key) => {
      expect(isSigned({ ...example, [key]: 'other' }, secret)).toBe(false);
    },
  );
});
