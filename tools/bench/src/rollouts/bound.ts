const confidence = 3;

/**
 * The share of failures that so many requests without one leave possible, with 95 % confidence: the rule of
 * three. Undefined where some failed, for then their share is known.
 */
export function failuresAtMost(requests: number, failed: number): number | undefined {
  return failed === 0 && requests > 0 ? confidence / requests : undefined;
}

export function describeFailures(requests: number, failed: number): string {
  const bound = failuresAtMost(requests, failed);
  const said = `${failed} of ${requests} requests failed`;
  return bound === undefined ? said : `${said}: at most ${(bound * 100).toFixed(3)} % (95 %)`;
}
