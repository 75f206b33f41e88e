/** `typescript-1.mjs URL TOKEN`: the client of the older line of the TypeScript SDK. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { tell } from './story.mjs';

const [url, token] = process.argv.slice(2);
const requestInit = { headers: { Authorization: `Bearer ${token}` } };
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
const client = new Client({ name: 'typescript-1', version: '1' });
await client.connect(transport);
await tell(client, () => transport.protocolVersion);
