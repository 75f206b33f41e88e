import { join } from 'node:path';
import { securityHeaders } from '@taskora/front-end/security';
import { productNextConfig } from '@taskora/config/next';
import type { NextConfig } from 'next';

const config: NextConfig = productNextConfig(join(import.meta.dirname, '../..'), securityHeaders);

export default config;
