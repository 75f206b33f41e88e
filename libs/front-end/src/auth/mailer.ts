import { createBoundedQueue } from '../base/bounded-queue.ts';
import { errorFields, type Log } from '../base/log.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** Sends it later, so that whoever asked learns nothing from how long that takes. */
  send(mail: Mail): void;
}

export interface MailerOptions {
  smtpUrl: string;
  from: string;
  log: Log;
}

/** More at once are nothing that people of a household ask for. */
const waitingMax = 50;
/** Whoever does not answer holds up those behind. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Mail by SMTP, one at a time. The library is loaded with the first, for most servers send none. */
export function createMailer({ smtpUrl, from, log }: MailerOptions): Mailer {
  const queue = createBoundedQueue(waitingMax);

  async function deliver(mail: Mail): Promise<void> {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
    try {
      await transport.sendMail(mail);
    } finally {
      transport.close();
    }
  }

  return {
    send(mail) {
      queue
        .run(() => deliver(mail))
        .catch((error: unknown) => {
          // Neither whose address it was nor what it said.
          log.error('a mail could not be sent', errorFields(error));
        });
    },
  };
}
