import { join } from 'node:path';
import { securityHeaders } from '@taskora/auth/security';
import type { NextConfig } from 'next';

const workspaceRoot = join(import.meta.dirname, '../..');

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: workspaceRoot,
  turbopack: { root: workspaceRoot },
  // Never run here: native image code (19 MB; images are served as they are) and the measures of
  // web fonts (4 MB), which only a build looks up.
  outputFileTracingExcludes: {
    '**/*': [
      '../../node_modules/sharp/**/*',
      '../../node_modules/@img/**/*',
      '../../node_modules/next/dist/server/capsize-font-metrics.json',
    ],
  },
  images: { unoptimized: true },
  transpilePackages: ['@taskora/api-client', '@taskora/auth', '@taskora/config', '@taskora/ui'],
  // The same source must give the same output; what a build is called comes from its content.
  generateBuildId: () => 'taskora',
  poweredByHeader: false,
  // Types are checked by their own target, for the whole project and its tests.
  typescript: { ignoreBuildErrors: true },
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
};

export default config;
