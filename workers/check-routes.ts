import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { METHODS, type MethodName } from '#lib/http/api-route.ts'
import { API_ROUTES } from '#lib/http/api-table.ts'

const FOLDER = 'app/api/v1'

/**
 * What route files answer and the API's table must be the same, and each method must ask for what the table declares:
 * a route without a declared permission would be open to everybody, and no test would know of it.
 */
async function faultsIn(file: string): Promise<string[]> {
  const text = await readFile(`${FOLDER}/${file}`, 'utf8')
  const path = `/${file.replace(/\/?route\.ts$/, '')}`.replaceAll('[', '{').replaceAll(']', '}')
  const declared = API_ROUTES.find((route) => route.path === path)?.methods ?? {}
  const said = `${FOLDER}/${file}`
  const unknown = /export [^;=]*\b(HEAD|OPTIONS)\b/.test(text)
    ? [`${said} answers what the API does not have`]
    : []
  const wrong = METHODS.flatMap((method) => faultOf(method, text, path, declared[method] !== undefined, said))
  return [...unknown, ...wrong]
}

function faultOf(
  method: MethodName,
  text: string,
  path: string,
  isDeclared: boolean,
  file: string,
): string[] {
  const isExported = new RegExp(`export [^;=]*\\b${method}\\b`).test(text)
  if (!isExported && !isDeclared) return []
  if (!isDeclared) return [`${file} answers ${method}, which the API's table does not declare`]
  if (!isExported) return [`the API's table declares ${method} ${path}, which ${file} does not answer`]
  const asks = new RegExp(`export const ${method} = route(<[^(]*>)?\\(\\s*'${method} ${escaped(path)}'`)
  return asks.test(text) ? [] : [`${file}: ${method} must be route('${method} ${path}', …)`]
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const files = globSync('**/route.ts', { cwd: FOLDER }).filter((file) => !file.startsWith('[...path]'))
const paths = new Set(files.map((file) => `/${file.replace(/\/?route\.ts$/, '')}`))
const absent = API_ROUTES.map(({ path }) => path.replaceAll('{', '[').replaceAll('}', ']'))
  .filter((path) => !paths.has(path))
  .map((path) => `the API's table has ${path}, which has no route file`)
const faults = [...(await Promise.all(files.map(faultsIn))).flat(), ...absent]
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
