/** `typescript-2.mjs URL TOKEN [auto]`: the client of the newer line, as it comes or negotiating the version. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { tell } from './story.mjs';

const [url, token, mode] = process.argv.slice(2);
const requestInit = { headers: { Authorization: `Bearer ${token}` } };
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
const options = mode === undefined ? {} : { versionNegotiation: { mode } };
const client = new Client({ name: 'typescript-2', version: '1' }, options);
await client.connect(transport);
await tell(client, () => client.getNegotiatedProtocolVersion());
