import type { ChatMessage } from '../../chat/message-schema.ts';
import { taskWith } from '../../testing/tasks.ts';
import { conversationJson } from './conversation-json.ts';
import { conversationMarkdown } from './conversation-markdown.ts';
import { fileName } from './file-name.ts';
import type { WholeConversation } from './read-conversation.ts';

function conversation(messages: unknown[], title = 'add milk'): WholeConversation {
  return { id: '1', title, messages: messages as ChatMessage[], isAnswering: false };
}

const said = (text: string) => ({ id: 'q', role: 'user', parts: [{ type: 'text', text }] });
const answered = (...parts: object[]) => ({ id: 'a', role: 'assistant', parts });
const text = (hostile: string) => ({ type: 'text', text: hostile });
const called = (name: string, output: unknown) => ({
  type: `tool-${name}`,
  toolCallId: name,
  state: 'output-available',
  input: {},
  output,
});

const exported = (messages: unknown[], title?: string): string =>
  conversationMarkdown(conversation(messages, title), '2026-11-30');

describe('a conversation as Markdown', () => {
  it('has what each of them said, and what was done with which tasks', () => {
    const milk = taskWith({ title: 'milk', dueOn: '2026-12-01' });
    const bread = taskWith({ title: 'bread', completedAt: '2026-11-30T10:00:00Z' });
    const markdown = exported([
      said('add milk tomorrow\nand list'),
      answered(
        { type: 'data-assistant', data: { provider: 'openai', model: 'some-model' } },
        called('add_task', { tasks: [milk], summary: 'Added.', outcome: 'done' }),
        called('list_tasks', { tasks: [milk, bread], summary: '', outcome: 'done' }),
        { type: 'data-tasks', data: { tasks: [milk, bread], total: 5 } },
        text('Both of them:\n- **one**\n- two\n\n1. first\n2. second'),
      ),
    ]);
    expect(markdown).toBe(
      [
        '# add milk',
        'A conversation with Taskora, exported on 2026-11-30.',
        '## You',
        'add milk tomorrow\\\nand list',
        '## Taskora (some-model by OpenAI)',
        'Added:\n\n- [ ] milk (due 2026-12-01)',
        '5 tasks:\n\n- [ ] milk (due 2026-12-01)\n- [x] bread\n- 3 tasks more',
        'Both of them:',
        '- **one**\n- two',
        '1. first\n2. second',
        '',
      ].join('\n\n'),
    );
  });

  it('says what was not done, and what a yes would use', () => {
    const markdown = exported([
      answered(
        called('delete_task', {
          tasks: [],
          summary: 'This would delete 2.',
          outcome: 'unconfirmed',
        }),
        {
          type: 'data-approval',
          data: { values: [{ name: 'task', text: 'a', provenance: 'typed' }] },
        },
        { type: 'tool-add_task', toolCallId: 'x', state: 'input-available', input: {} },
        { type: 'tool-add_task', toolCallId: 'y', state: 'output-error', errorText: 'No <title>.' },
        called('undo_change', 'unreadable'),
      ),
    ]);
    expect(markdown).toContain('Not deleted: This would delete 2.');
    expect(markdown).toContain('What a yes would use:\n\n- Task: a (you typed it)');
    expect(markdown).toContain('Adding: no result came back.');
    expect(markdown).toContain('Not added: No \\<title\\>.');
    expect(markdown).toContain('Undoing: no result came back.');
  });

  it('keeps the lines of a value and of a failure, and makes no list or heading of them', () => {
    const lines = ['two litres', '- x', '1. x', '===', '', '# x'];
    const value = { name: 'notes', text: lines.join('\n'), provenance: 'typed' };
    const failed = { type: 'tool-add_task', toolCallId: 'x', state: 'output-error' };
    const markdown = exported([
      answered(
        { type: 'data-approval', data: { values: [value] } },
        { ...failed, errorText: 'No.\n- x\r===' },
      ),
    ]);
    const kept = ['two litres', '\\- x', '1\\. x', '\\===', '\\# x (you typed it)'];
    expect(markdown).toContain(`- Notes: ${kept.join('\\\n  ')}`);
    expect(markdown).toContain('Not added: No.\\\n\\- x\\\n\\===');
  });

  const attack = [
    '<img src=x onerror=alert(1)>',
    '![pixel](https://evil.example/p.png)',
    '[press](javascript:alert(1))',
    '# heading',
    '* item',
    '- item',
    '+ item',
    '1. item',
    '2) item',
    '===',
    '> quotation',
    '`code` ~~~ | a | b |',
    '&lt;script&gt; &#60;b&#62;',
    '__bold__ \\<b>',
  ];

  it.each(['title', 'message', 'answer', 'task'] as const)(
    'makes nothing of hostile hostile: %s',
    (where) => {
      for (const hostile of attack) {
        const markdown = {
          title: () => exported([], hostile),
          message: () => exported([said(`x\n${hostile}`)]),
          answer: () => exported([answered(text(`x\n\n“${hostile}” ${hostile}`))]),
          task: () =>
            exported([answered(called('add_task', { tasks: [taskWith({ title: hostile })] }))]),
        }[where]();
        // Each sign that Markdown or HTML could make something of stands behind a backslash.
        const bare = markdown.replaceAll(/\\[^\n]/gu, 'x');
        const own = bare.replaceAll(/^(?:#{1,2} |- \[[ x]\] |- |\d+\. )/gmu, '');
        expect(own).not.toMatch(/[`*_[\]<>&|~#]/u);
        expect(own).not.toMatch(/^(?:[-+=]|\d+[.)])/mu);
      }
    },
  );

  it('says when an answer is missing, and names what has no title', () => {
    const open = { ...conversation([], '  '), isAnswering: true };
    const markdown = conversationMarkdown(open, '2026-11-30');
    expect(markdown).toContain('# Untitled');
    expect(markdown).toContain('One more answer was still being made.');
  });
});

it('is as JSON what the API has of it', () => {
  const messages = [said('add <b>milk</b>'), answered(called('add_task', { tasks: [] }))];
  expect(JSON.parse(conversationJson(conversation(messages), '2026-11-30T10:00:00Z'))).toEqual({
    format: 'taskora-conversation',
    version: 1,
    exportedAt: '2026-11-30T10:00:00Z',
    id: '1',
    title: 'add milk',
    isAnswering: false,
    messages,
  });
});

it.each([
  ['add milk', 'taskora-add-milk.md'],
  ['../../etc/passwd', 'taskora-etc-passwd.md'],
  ['شراء الحليب', 'taskora-شراء-الحليب.md'],
  ['C:\\con <>?*|"', 'taskora-c-con.md'],
  ['', 'taskora-conversation.md'],
  ['…', 'taskora-conversation.md'],
  ['x'.repeat(200), `taskora-${'x'.repeat(60)}.md`],
])('names the file of %j so that every system takes it', (title, name) => {
  expect(fileName(title, 'md')).toBe(name);
});
