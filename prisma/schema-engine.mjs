#!/usr/bin/env node
// A stand-in for Prisma's native schema engine: the same JSON-RPC over standard input and output, answered by
// @prisma/schema-engine-wasm over @prisma/adapter-pg. Nothing is downloaded. prisma.config.ts selects it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const args = process.argv.slice(2)
const optionsNamed = (name) => args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []))
const datasource = JSON.parse(optionsNamed('--datasource')[0] ?? '{}')

/** Postgres's code of a failed connection → what Prisma calls it. */
const PRISMA_CODES = { '3D000': 'P1003', ECONNREFUSED: 'P1001', '28P01': 'P1000' }
/** Postgres's internal type "char", which the describer selects from pg_catalog and adapter-pg cannot read. */
const CHAR_OID = 18
const TEXT_OID = 25
/** The same type as driver-adapter-utils numbers it. */
const CHARACTER = 6

function log(level, message, code) {
  const fields = { message, ...(code && { error_code: code }) }
  const entry = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' }
  process.stderr.write(`${JSON.stringify(entry)}\n`)
}

async function connected(url) {
  const client = new pg.Client({ connectionString: String(url) })
  await client.connect()
  return client
}

/** `schema-engine cli can-connect-to-database | create-database`. */
async function runCommand(command) {
  const url = new URL(datasource.url)
  if (command === 'can-connect-to-database') return await (await connected(url)).end()
  if (command !== 'create-database') throw new Error(`unsupported command: ${command}`)
  const name = decodeURIComponent(url.pathname.slice(1))
  url.pathname = '/postgres'
  const client = await connected(url)
  await client.query(`create database ${client.escapeIdentifier(name)}`)
  await client.end()
}

/** Results whose columns of type "char" were read as text → the numbers of those columns. */
const charColumns = new WeakMap()

/** Wraps `query` of the driver: reads "char" as text and remembers where. */
function readCharAsText(prototype) {
  const query = prototype.query
  prototype.query = function queryWithChar(...given) {
    const result = query.apply(this, given)
    return typeof result?.then === 'function' ? result.then(markChar) : result
  }
}

function markChar(result) {
  const columns = (result?.fields ?? []).flatMap((field, index) =>
    field.dataTypeID === CHAR_OID ? [index] : [],
  )
  for (const index of columns) result.fields[index].dataTypeID = TEXT_OID
  if (columns.length > 0) charColumns.set(result.rows, columns)
  return result
}

function withChar(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter)
  const startTransaction = adapter.startTransaction?.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = CHARACTER
    return result
  }
  if (startTransaction) adapter.startTransaction = async (level) => withChar(await startTransaction(level))
  return adapter
}

function adapterFactory() {
  // Separate fields: given a connection string, adapter-pg's shadow connection would go to the main database.
  const url = new URL(datasource.url ?? 'postgresql://127.0.0.1:1/none')
  const config = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(/sslmode=(require|verify)/.test(url.search) && { ssl: true }),
  }
  const factory = new PrismaPg(config)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => withChar(await connect())
  factory.connectToShadowDb = async () => await shadowOf(config, await connect())
  return bindMigrationAwareSqlAdapterFactory(factory)
}

/** adapter-pg's own shadow is dropped while its pool still holds a session, which Postgres refuses. */
async function shadowOf(config, main) {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
  await main.executeScript(`CREATE DATABASE "${name}"`)
  const adapter = await new PrismaPg({ ...config, database: name }).connect()
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
    await main.dispose()
  }
  return withChar(adapter)
}

async function startEngine() {
  // Without it a panic surfaces as a TypeError.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => log('ERROR', message) }
  for (const { prototype } of [pg.Client, pg.Pool]) readCharAsText(prototype)
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(path.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': glue,
  })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  const datamodels = optionsNamed('--datamodels').map((file) => [file, readFileSync(file, 'utf8')])
  const sayInfo = (message) => log('INFO', String(message))
  return glue.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    sayInfo,
    adapterFactory(),
  )
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

let engine
let printed = 0

async function answer({ id, method, params }) {
  try {
    engine ??= startEngine()
    const running = await engine
    const result = (await running[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {}
    if (method !== 'diff') return send({ id, result })
    if (result.stdout != null) {
      printed += 1
      send({ id: printed, method: 'print', params: { content: result.stdout } })
    }
    send({ id, result: { exitCode: result.exitCode } })
  } catch (error) {
    const data = { is_panic: false, message: error.message, error_code: error.code, meta: error.meta }
    send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } })
  }
}

function serve() {
  let queue = Promise.resolve()
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const call = JSON.parse(line)
      // Without a method it is the answer to one of our print requests.
      if (call.method) queue = queue.then(() => answer(call))
    })
    .on('close', () => queue.then(() => process.exit(0)))
}

if (args.includes('--version')) {
  process.stdout.write('schema-engine-wasm\n')
} else if (args.includes('cli')) {
  log('INFO', 'start') // The caller drops the first line before it parses the rest.
  runCommand(args[args.indexOf('cli') + 1]).then(
    () => process.exit(0),
    (error) => {
      log('ERROR', error.message, PRISMA_CODES[error.code] ?? 'P1001')
      process.exit(1)
    },
  )
} else {
  serve()
}
