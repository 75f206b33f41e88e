import { after, before, beforeEach } from 'node:test';
import { acme, setUp, tearDown } from './acme/shared.ts';
import './suites/affected.ts';
import './suites/autoscaling.ts';
import './suites/bad-input.ts';
import './suites/drift.ts';
import './suites/images.ts';
import './suites/isolation.ts';
import './suites/pipeline-document.ts';
import './suites/plans.ts';
import './suites/rollouts.ts';
import './suites/watch.ts';

before(setUp);
after(tearDown);
beforeEach(() => acme.reset());
