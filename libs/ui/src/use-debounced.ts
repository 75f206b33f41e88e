'use client';

import { useEffect, useState } from 'react';

/** The value as it was when it last rested for that long. */
export function useDebounced<Value>(value: Value, pauseMilliseconds: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value, pauseMilliseconds]);
  return rested;
}
