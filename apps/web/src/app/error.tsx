'use client';

export { PageFailure as default } from '../failure/page-failure.tsx';
