/** No process can have this number: it is above the largest that a kernel gives out. */
export const deadProcess = 2 ** 22 + 1;
