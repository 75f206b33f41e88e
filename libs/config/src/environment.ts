/** The environment of this process, out of which the settings of the libraries and front ends are parsed. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
