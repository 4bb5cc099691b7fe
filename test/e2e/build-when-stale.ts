/** Runs once before the browser tests: what they look at is the build of the present sources. */
import { build, isBuildStale } from '../../src/server/build.mjs';

export default async function buildWhenStale(): Promise<void> {
  if (isBuildStale()) await build();
}
