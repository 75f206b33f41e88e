import http from 'node:http';

export interface Answer {
  /** The status, or the code of the error that came in its place. */
  readonly result: number | string;
  readonly milliseconds: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: 'DELETE' | 'GET' | 'PATCH' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** A browser keeps its connections; how long one waits is a person's patience. */
const patienceMilliseconds = 30_000;

export interface Client {
  ask(request: Ask): Promise<Answer>;
  close(): void;
}

/** One browser, with one connection of its own to web: never anything but loopback. */
export function createClient(webUrl: string, cookie?: string): Client {
  const { hostname, port, origin } = new URL(webUrl);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  function ask({ method = 'GET', path, headers = {}, json }: Ask): Promise<Answer> {
    const startedAt = performance.now();
    const body = json === undefined ? undefined : JSON.stringify(json);
    const isChange = method !== 'GET';
    return new Promise((resolve) => {
      const end = (result: Answer['result'], rest: Partial<Answer> = {}): void =>
        resolve({
          result,
          milliseconds: performance.now() - startedAt,
          headers: {},
          body: '',
          ...rest,
        });
      const request = http.request(
        {
          hostname,
          port,
          method,
          path,
          agent,
          timeout: patienceMilliseconds,
          headers: {
            accept: 'application/json',
            ...(cookie !== undefined && { cookie }),
            ...(isChange && { origin }),
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...headers,
          },
        },
        (incoming) => {
          let text = '';
          incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece));
          incoming.on('error', () => end('cut'));
          incoming.on('end', () =>
            end(incoming.statusCode ?? 0, { headers: incoming.headers, body: text }),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', (error) =>
        end('code' in error && typeof error.code === 'string' ? error.code : error.message),
      );
      request.end(body);
    });
  }
  return { ask, close: () => agent.destroy() };
}
