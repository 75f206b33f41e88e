/**
 * Each workspace that a test makes keeps Nx's cache and database in itself. Without that Nx puts them
 * beside a person's own, in a folder of the home directory that is named after the first commit.
 */
export default function setUp() {
  process.env.NX_CACHE_DIRECTORY = '.nx/cache';
  process.env.NX_WORKSPACE_DATA_DIRECTORY = '.nx/workspace-data';
}
