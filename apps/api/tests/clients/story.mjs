/** What a program does with tasks, told as one line of JSON; the clients of both generations can do it. */
export async function tell(client, protocolVersion) {
  const call = (name, args) => client.callTool({ name, arguments: args });
  const { tools } = await client.listTools();
  const added = await call('add_task', { title: 'buy milk', due_on: '2026-12-24' });
  const { task_id: taskId, change_id: changeId } = added.structuredContent;
  const completed = await call('complete_task', { task_id: taskId });
  const updated = await call('update_task', { task_id: taskId, title: 'buy eggs', due_on: 'none' });
  const refused = await call('add_task', { title: '[1, 2]', user_id: 'somebody' });
  const listed = await call('list_tasks', {});
  const deleted = await call('delete_task', { task_id: taskId });
  const lost = await call('undo_change', { change_id: changeId });
  const empty = await call('list_tasks', {});
  const results = { added, completed, updated, listed, deleted, empty };
  const structured = Object.entries(results).map(([name, each]) => [name, each.structuredContent]);
  console.log(
    JSON.stringify({
      protocolVersion: protocolVersion(),
      tools: tools.map(({ name }) => name),
      ...Object.fromEntries(structured),
      errors: [refused, lost].map(({ isError, content }) => [isError, content[0].text]),
    }),
  );
  await client.close();
}
