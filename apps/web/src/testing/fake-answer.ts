export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export function problem(status: number, detail: string, fields: unknown[] = []): Answer {
  return { status, body: { requestId: 'r', title: 'Failed', detail, status, fields } };
}
