import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,db,worker,simulator,app,components,cli,bench,scripts}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
