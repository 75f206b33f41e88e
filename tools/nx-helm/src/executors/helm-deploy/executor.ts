import { executor } from '../report.ts';
import { helmDeploy } from './work.ts';

export default executor(helmDeploy());
