import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  url: string;
  /** The next mail to an address that was not taken yet; one to another is left for who waits for it. */
  next(address: string): Promise<ReceivedMail>;
  /** How many mails came, taken or not. */
  count(): number;
  close(): Promise<void>;
}

export interface ReceivedMail {
  from: string;
  to: string[];
  text: string;
}

/** A real SMTP server behind a port of this machine, which takes every mail of a user who signs in. */
export async function startMailServer(): Promise<MailServer> {
  const kept: ReceivedMail[] = [];
  const takers: { address: string; take: (mail: ReceivedMail) => void }[] = [];
  let count = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, callback) {
      if (username === 'taskora' && password === 'a secret of mail') callback(null, { user: 1 });
      else callback(new Error('wrong user or password'));
    },
    onData(stream, { envelope }, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const mail = {
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          // Lines longer than mail allows were broken where an equals sign stands.
          text: Buffer.concat(pieces).toString().replaceAll('=\r\n', '').replaceAll('=3D', '='),
        };
        count += 1;
        const index = takers.findIndex(({ address }) => mail.to.includes(address));
        const [taker] = index === -1 ? [] : takers.splice(index, 1);
        if (taker === undefined) kept.push(mail);
        else taker.take(mail);
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://taskora:${encodeURIComponent('a secret of mail')}@127.0.0.1:${port}`,
    next: (address) =>
      new Promise((resolve) => {
        const index = kept.findIndex(({ to }) => to.includes(address));
        const [mail] = index === -1 ? [] : kept.splice(index, 1);
        if (mail === undefined) takers.push({ address, take: resolve });
        else resolve(mail);
      }),
    count: () => count,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
