#!/usr/bin/env node
import { chooseEngine } from './choose-engine.mjs';
import { describeMode } from './run-modes.mjs';

/**
 * `main.mjs`: which container engine can run the steps of a build here, and how, as one line of JSON:
 * `{ engine, mode, how, answered, reasons }`. It needs no packages, so it can be asked before there are any.
 */
const choice = await chooseEngine();
const how =
  choice.engine === undefined || choice.mode === undefined
    ? undefined
    : describeMode(choice.engine, choice.mode);
process.stdout.write(`${JSON.stringify({ ...choice, how })}\n`);
