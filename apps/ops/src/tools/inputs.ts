import { z } from 'zod';

/**
 * Each property has one type, its legal values stand in its description, and none can be null: clients
 * that translate schemas for a model drop the rest. What a name may be is checked where it is used, so
 * that the refusal has a code.
 */
export const optionalRelease = z
  .string()
  .optional()
  .describe('Name of one release, as ops_releases lists them, such as api. Left out: all of them.');

export const requiredRelease = z
  .string()
  .describe('Name of one release, as ops_releases lists them, such as api.');

export const number = (least: number, most: number, meaning: string) =>
  z
    .number()
    .int()
    .min(least)
    .max(most)
    .optional()
    .describe(`${meaning} A whole number from ${least} to ${most}.`);
