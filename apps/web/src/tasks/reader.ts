'use client';

import { createContext } from 'react';

/** The id of the person who reads the page, as the API has it of members and authors. */
export const ReaderId = createContext('');
