import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { median } from '../deployments/figures.ts';
import { keepFigures } from '../keep.ts';
import { createClient, type Ask, type Client } from '../load/client.ts';
import { listed, listRequests, tasksIn } from '../mcp/list-requests.ts';
import { givenService, type Service } from '../mcp/settings.ts';
import { counted } from '../options.ts';

const command = 'npx nx run bench:mcp';
/** MCP's list may take so many times what REST's takes (A2). */
const ratioMax = 1.5;
const warmUps = 30;

type Route = keyof ReturnType<typeof listRequests>;

async function addTasks(client: Client, { token }: Service): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  for (let number = 1; number <= listed; number += 1) {
    const json = {
      title: `task ${number}`,
      notes: 'a note of ordinary length',
      dueOn: '2030-01-15',
    };
    await client.ask({ method: 'POST', path: '/api/v1/tasks', headers, json });
  }
}

async function timeOf(client: Client, request: Ask): Promise<number> {
  const { result, body, milliseconds } = await client.ask(request);
  if (result === 200 && tasksIn(body) === listed) return milliseconds;
  throw new UserError(
    'MCP_LIST',
    `${request.path} answered ${result} without ${listed} tasks`,
    command,
  );
}

/** `mcp.ts [--requests=1000]`: what a list of 50 takes by MCP and by REST, one after the other in turn. */
await runMain(async () => {
  const { values } = parseArgs({ options: { requests: { type: 'string', default: '1000' } } });
  const requests = counted('requests', values.requests, 100_000);
  const service = givenService(command);
  const client = createClient(service.url);
  await addTasks(client, service);
  const routes = Object.entries(listRequests(service)) as [Route, Ask][];
  const times: Record<Route, number[]> = { rest: [], mcp2025: [], mcp2026: [] };
  for (let number = 0; number < warmUps + requests; number += 1) {
    for (const [route, request] of routes) {
      const milliseconds = await timeOf(client, request);
      if (number >= warmUps) times[route].push(milliseconds);
    }
  }
  client.close();
  const medians = {
    rest: median(times.rest),
    mcp2025: median(times.mcp2025),
    mcp2026: median(times.mcp2026),
  };
  const ratio = Math.max(medians.mcp2025, medians.mcp2026) / medians.rest;
  const figures = { requests, medianMilliseconds: medians, ratio, ratioMax };
  console.log(JSON.stringify(figures, undefined, 2));
  console.log(`kept in ${keepFigures('mcp', figures)}`);
  return ratio <= ratioMax ? 0 : 1;
});
