import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server at a port of this machine; `mails` gives what comes, one after another. */
export async function receiveMail(port: number) {
  const texts: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      void text(stream).then((whole) => {
        // Long lines are broken where an equals sign stands.
        texts.push(whole.replaceAll('=\r\n', '').replaceAll('=3D', '='));
        callback();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    texts,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
