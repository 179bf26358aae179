import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Prisma's own engine is a download; ours answers the same questions from the WebAssembly build that npm brings.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./prisma/schema-engine.mjs', import.meta.url),
)
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:5432/not-configured' },
})
