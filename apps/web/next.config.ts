import { configOf } from '@taskora/front-end/next-config';

export default configOf('web');
