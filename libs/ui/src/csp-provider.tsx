'use client';

export { CSPProvider as CspProvider } from '@base-ui/react/csp-provider';
