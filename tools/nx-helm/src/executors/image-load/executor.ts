import { executor } from '../report.ts';
import { imageLoad } from './work.ts';

export default executor(imageLoad);
