import { asUserError, messageOf, UserError } from '@taskora/base/errors';
import { fence, lastLines, plainLine } from '@taskora/ops-core';
import { stringify } from 'yaml';
import { boundedAnswer } from './bounded.ts';
import type { Tool, ToolContext } from './tool.ts';

/** The result of a call as MCP has it: one block of text with everything, and the same as data. */
export interface ToolResult {
  readonly [key: string]: unknown;
  readonly content: [{ readonly type: 'text'; readonly text: string }];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: boolean;
}

export interface Outcome {
  readonly result: ToolResult;
  /** `ok`, or the code of the error. */
  readonly code: string;
  /** What nobody has foreseen; for the log of the server alone. */
  readonly defect?: unknown;
}

/** The one exit of all tools: whatever leaves has been masked, cleaned and bounded here, failures too. */
export async function callTool(
  tool: Tool,
  input: Record<string, unknown>,
  context: ToolContext,
): Promise<Outcome> {
  try {
    const { data, untrusted } = await tool.run(input, context);
    const clean = boundedAnswer(data);
    const text = stringify(clean, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
    if (untrusted === undefined) {
      return {
        code: 'ok',
        result: { content: [{ type: 'text', text }], structuredContent: clean },
      };
    }
    const fenced = fence(untrustedText(untrusted));
    return {
      code: 'ok',
      result: {
        content: [{ type: 'text', text: `${text}\n\n${fenced.text}` }],
        structuredContent: { ...clean, untrusted: fenced.text },
      },
    };
  } catch (thrown) {
    return failure(thrown);
  }
}

/** Line by line: each has been masked together with its own neighbours, before others came between. */
function untrustedText(text: string): string {
  const { lines, left } = lastLines(text.split('\n').map(plainLine), {
    lines: 1200,
    bytes: untrustedBytes,
  });
  return [...(left === 0 ? [] : [`[${left} lines before]`]), ...lines].join('\n');
}

const untrustedBytes = 160 * 1024;

function failure(thrown: unknown): Outcome {
  const error = asUserError(thrown);
  const isForeseen = error instanceof UserError;
  const found = isForeseen ? error : unexpected(thrown);
  const { code } = found;
  const what = plainLine(found.what);
  const next = plainLine(found.command);
  return {
    code,
    result: {
      content: [{ type: 'text', text: `${code}: ${what}. Do: ${next}` }],
      structuredContent: { code, what, next },
      isError: true,
    },
    ...(isForeseen ? {} : { defect: thrown }),
  };
}

function unexpected(thrown: unknown): UserError {
  const [line = ''] = messageOf(thrown).split('\n', 1);
  return new UserError(
    'OPS_UNEXPECTED',
    `the tool failed in a manner that nobody has foreseen: ${line}`,
    'call it again, and report this line if it stays',
  );
}
