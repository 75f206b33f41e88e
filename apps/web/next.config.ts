export { default } from '@taskora/front-end/next-config';
