"""The card of tasks that a client may show with a result (MCP Apps, SEP-1865).

One document that loads nothing: its style and its script are in it, and its policy allows these two
by their digests and nothing besides. What tasks say is put in as text, never as markup.
"""

import hashlib
from base64 import b64encode
from typing import Any

CARD_URI = "ui://taskora/tasks.html"
CARD_MIME_TYPE = "text/html;profile=mcp-app"
EXTENSION_ID = "io.modelcontextprotocol/ui"

# Of resources, what a host may add to its own policy: nothing.
RESOURCE_META: dict[str, Any] = {
    "ui": {
        "csp": {
            "connectDomains": [],
            "resourceDomains": [],
            "frameDomains": [],
            "baseUriDomains": [],
        },
        "prefersBorder": True,
    }
}

_STYLE = """
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 0; padding: 12px; }
h1 { font-size: 1em; margin: 0 0 8px; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: 6px 0; border-top: 1px solid #8884; overflow-wrap: anywhere; }
.completed .title { text-decoration: line-through; opacity: .7; }
.facts { font-size: .85em; opacity: .8; }
"""

_SCRIPT = """
(() => {
  'use strict';
  const shown = 200;
  const verbs = { created: 'Added', updated: 'Changed', rescheduled: 'Rescheduled',
    completed: 'Completed', reopened: 'Reopened', moved: 'Moved', deleted: 'Deleted',
    unchanged: 'Unchanged' };
  const post = (message) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const factsOf = (task) => [
    task.due_on && 'due ' + task.due_on + (task.due_time ? ' ' + task.due_time : ''),
    task.deadline_on && 'deadline ' + task.deadline_on,
    task.priority && task.priority !== 'none' && task.priority + ' priority',
    task.recurrence_rule && 'recurs',
    ...(task.tags || []).map((tag) => '#' + tag),
  ].filter(Boolean).join(' · ');
  const itemOf = (task) => {
    const item = element('li', '', task.status);
    item.append(element('span', (task.status === 'completed' ? '☑ ' : '☐ ') + task.title, 'title'));
    const facts = factsOf(task);
    if (facts) item.append(element('div', facts, 'facts'));
    return item;
  };
  const headingOf = (data, count) => {
    const tasks = count + (count === 1 ? ' task' : ' tasks');
    const verb = verbs[data.status];
    if (!verb) return tasks;
    return verb + (data.dry_run ? ' (not yet): ' : ': ') + tasks;
  };
  const show = (result) => {
    const data = result && result.structuredContent;
    const tasks = data && Array.isArray(data.tasks) ? data.tasks : [];
    const heading = document.querySelector('h1');
    const list = document.querySelector('ul');
    heading.textContent = data ? headingOf(data, tasks.length) : 'Nothing to show';
    list.replaceChildren(...tasks.slice(0, shown).map(itemOf));
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    post({ method: 'ui/notifications/size-changed', params: { height } });
  };
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || !data || data.jsonrpc !== '2.0') return;
    if (data.id === 1 && data.result) post({ method: 'ui/notifications/initialized' });
    else if (data.method === 'ui/notifications/tool-result') show(data.params);
    else if (data.method === 'ui/resource-teardown' || data.method === 'ping')
      post({ id: data.id, result: {} });
  });
  post({ id: 1, method: 'ui/initialize', params: {
    protocolVersion: '2026-01-26',
    appInfo: { name: 'taskora-tasks', version: '1' },
    appCapabilities: {},
  } });
})();
"""


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src {_digest(_SCRIPT)}",
        f"style-src {_digest(_STYLE)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)

CARD_HTML = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>Tasks</title>
<style>{_STYLE}</style>
</head>
<body>
<main><h1>Tasks</h1><ul></ul></main>
<script>{_SCRIPT}</script>
</body>
</html>
"""
