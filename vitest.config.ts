import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants the results as JSON; absent otherwise. Its log names failures, a dot does for the rest. */
const report = process.env['NOISEFLOOR_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: libtensorflow and better-sqlite3 are loaded as they are in use
    pool: 'forks',
    maxWorkers: 2,
    // Generous, because nothing is timed here: a machine that is busy with something else must not fail a test
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 200_000 } },
    ...(report === undefined ? {} : { reporters: ['dot', ['json', { outputFile: report }]] }),
  },
});
