import { join } from 'node:path';
import type { NextConfig } from 'next';
import { securityHeadersOf } from '../server/security-headers.ts';

const workspaceRoot = join(import.meta.dirname, '../../../..');

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: workspaceRoot,
  turbopack: { root: workspaceRoot },
  // Never run here: native image code (19 MB; images are served as they are), the measures of web
  // fonts (4 MB), which only a build needs, and the server of React's experiments (0.7 MB).
  outputFileTracingExcludes: {
    '**/*': [
      '../../node_modules/sharp/**/*',
      '../../node_modules/@img/**/*',
      '../../node_modules/next/dist/server/capsize-font-metrics.json',
      '../../node_modules/next/dist/compiled/next-server/app-page-turbo-experimental.*',
    ],
  },
  images: { unoptimized: true },
  transpilePackages: [
    '@taskora/api-client',
    '@taskora/config',
    '@taskora/front-end',
    '@taskora/grammar',
    '@taskora/ui',
  ],
  // A dictionary of half a megabyte, which would be in each of the server's bundles.
  serverExternalPackages: ['@zxcvbn-ts/language-common'],
  // The same source must give the same output; what a build is called comes from its content.
  generateBuildId: () => 'taskora',
  // What a rollout brings is named at run time by its image, so that equal source still gives equal
  // output. A page of an older image then loads anew instead of asking for files that are gone.
  // Without the second, a server copies each prerendered answer into its own output when it is first
  // asked for: the next image would differ from this one, and a pod's file system is read-only.
  experimental: { runtimeServerDeploymentId: true, isrFlushToDisk: false },
  poweredByHeader: false,
  // Types are checked by their own target, for the whole project and its tests.
  typescript: { ignoreBuildErrors: true },
};

/** How a Next.js app of this product is built: one server with all it needs, equal for equal source. */
export function configOf(service: string): NextConfig {
  const headers = securityHeadersOf(service);
  return { ...config, headers: () => Promise.resolve([{ source: '/:path*', headers }]) };
}
