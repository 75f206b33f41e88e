import { defineConfig, type OpenApiDocument } from 'orval';

const methods = ['delete', 'get', 'patch', 'post', 'put'] as const;

/**
 * Leaves out the answers to dry runs: the front ends make none, and each function would otherwise
 * return what it has changed or a plan.
 */
function withoutDryRuns(document: OpenApiDocument): OpenApiDocument {
  const copy = structuredClone(document);
  for (const item of Object.values(copy.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      const parameters = operation?.parameters ?? [];
      const isDry = parameters.some((each) => 'name' in each && each.name === 'Dry-Run');
      if (isDry) delete operation?.responses?.['202'];
    }
  }
  return copy;
}

/** The client of the API, from the description that the API's own tests keep true. */
export default defineConfig({
  taskora: {
    input: {
      target: '../../apps/api/openapi.json',
      filters: { mode: 'exclude', tags: ['probes'] },
      override: { transformer: withoutDryRuns },
    },
    output: {
      target: 'src/generated/api.gen.ts',
      client: 'react-query',
      httpClient: 'fetch',
      mode: 'single',
      override: {
        header: () => [
          'Generated from apps/api/openapi.json. Do: npm run generate -w @taskora/api-client',
        ],
        mutator: { path: 'src/request.ts', name: 'request', extension: '.ts' },
        fetch: { includeHttpResponseReturnType: false },
        query: { version: 5 },
      },
    },
  },
});
