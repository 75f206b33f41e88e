/** The environment of this process: the only place in the libraries and front ends that reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
