import { defineConfig } from 'vitest/config'

const folders = '{lib,db,worker,simulator,app,components,cli,bench,scripts}'

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: {
      LOG_LEVEL: 'silent',
      AUDIT_MAC_KEY: 'a key of tests that is long enough',
      EVIDENCE_KEY: 'a master key of tests, long enough',
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [`${folders}/**/*.test.{ts,tsx}`], exclude: ['**/*.db.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: [`${folders}/**/*.db.test.ts`],
          globalSetup: 'db/testing/cluster.ts',
          setupFiles: 'db/testing/database.ts',
        },
      },
    ],
  },
})
