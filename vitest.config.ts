import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['{app,components,lib,workers,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{app,lib,workers,prisma}/**/*.db.test.ts'],
          globalSetup: ['lib/db/testing-server.ts'],
          testTimeout: 20_000,
          env: { NEXTAUTH_SECRET: 'of the tests alone, and 32 characters long' },
        },
      },
    ],
  },
})
