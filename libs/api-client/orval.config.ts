import { defineConfig } from 'orval';

/** The client of the API, from the description that the API's own tests keep true. */
export default defineConfig({
  taskora: {
    input: {
      target: '../../apps/api/openapi.json',
      filters: { mode: 'exclude', tags: ['probes'] },
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
