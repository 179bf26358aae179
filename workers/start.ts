import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { grantAppRights, prepareAppRole } from '#lib/db/app-role.ts'
import { connect } from '#lib/db/client.ts'
import { type EmbeddedPostgres, startEmbedded } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { type Env, env } from '#lib/env.ts'
import { DomainError } from '#lib/errors.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import { addressOf, canBeOpened, checkPort } from './launcher/address.ts'
import { build, isBuilt } from './launcher/build.ts'
import { type Child, keepRunning, WORKER_NODE_ARGS } from './launcher/children.ts'
import { writeDatabaseFile } from './launcher/database-file.ts'
import { LaunchError } from './launcher/launch-error.ts'
import { takeLock } from './launcher/lock.ts'
import { whenParentIsGone } from './launcher/parent.ts'
import { isPractice, startPractice } from './launcher/practice.ts'
import { startReplay } from './launcher/replay.ts'

const seconds = () => performance.now() / 1000
const say = (line: string): void =>
  void process.stdout.write(`[rollcall ${seconds().toFixed(1)} s] ${line}\n`)

const stopping = new AbortController()
/** What runs, in the order it was started; stopped the other way round. */
const running: (() => Promise<void> | void)[] = []
let starting: Promise<void> = Promise.resolve()

async function start(): Promise<void> {
  // Next reads it too: so all of our processes must.
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = env()
  running.push(takeLock(config.DATA_DIR))
  await checkPort(config.HOST, config.PORT)
  await readNetworks({ file: config.ROLLCALL_NETWORKS, preset: config.ROLLCALL_NETWORK })
  const [databaseUrl, endpoints] = await settled([
    prepareDatabase(config),
    prepareDevnet(config),
    prepareBuild(),
  ])
  if (stopping.signal.aborted) return
  running.push(writeDatabaseFile(config.DATA_DIR, databaseUrl))
  const childEnv = { DATABASE_URL: databaseUrl, ROLLCALL_REPLAY_ENDPOINTS: endpoints }
  if (stopping.signal.aborted) return
  keep(keepRunning({ name: 'web', file: 'workers/web.ts', env: childEnv }, say))
  keep(
    keepRunning({ name: 'workers', file: 'workers/main.ts', nodeArgs: WORKER_NODE_ARGS, env: childEnv }, say),
  )
  const address = addressOf(config.HOST, config.PORT)
  if (await canBeOpened(address, stopping.signal)) say(`Rollcall is at ${address}`)
  else if (!stopping.signal.aborted) say(`${address} does not answer yet; the lines above say why`)
}

/** Like Promise.all, but never leaves one under way when another failed: what it starts must be stopped. */
async function settled<A, B, C>(all: [Promise<A>, Promise<B>, Promise<C>]): Promise<[A, B, C]> {
  await Promise.allSettled(all)
  return await Promise.all(all)
}

function keep(child: Child): void {
  running.push(child.stop)
}

/** The address that children use: of a role that owns nothing, where we may make one or were given one. */
async function prepareDatabase(config: Env): Promise<string> {
  const { DATABASE_URL: given, DATABASE_APP_URL: appUrl } = config
  const ownerUrl = given ?? (await embedded(config)).url
  await checkDatabase(ownerUrl)
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) say(`migrations applied: ${applied.join(', ')}`)
  if (given === undefined) return await prepareAppRole(ownerUrl)
  if (appUrl === undefined) return given
  await grantAppRights(ownerUrl, appUrl)
  await checkDatabase(appUrl)
  return appUrl
}

async function embedded(config: Env): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dir: join(config.DATA_DIR, 'postgres'), onEvent: say })
  running.push(server.stop)
  say(`Postgres is up, its data in ${server.dir}`)
  return server
}

async function checkDatabase(url: string): Promise<void> {
  const sql = connect(url, { max: 1 })
  try {
    await sql`select 1`
  } catch (cause) {
    const { host, pathname } = new URL(url)
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new LaunchError('no_database', `No database at ${host}${pathname}: ${why}`, { cause })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function prepareBuild(): Promise<void> {
  if (isBuilt()) return
  say('building the pages; this is done once')
  await build(stopping.signal)
  say('pages built')
}

/** What nodes of our own the children follow; undefined when only real networks are configured. */
async function prepareDevnet(config: Env): Promise<string | undefined> {
  const folder = config.ROLLCALL_REPLAY
  if (folder === undefined && !isPractice(config)) return undefined
  if (folder === undefined) say('the practice network goes through its first epochs')
  const { child, endpoints } =
    folder === undefined
      ? await startPractice(config, say)
      : await startReplay(folder, config.ROLLCALL_REPLAY_SPEED, say)
  keep(child)
  say(
    folder === undefined
      ? `the practice network runs, its control port is ${endpoints.control}`
      : `replaying ${folder}`,
  )
  return JSON.stringify(endpoints)
}

async function stop(reason: string, code: number): Promise<void> {
  if (stopping.signal.aborted) return
  stopping.abort()
  if (running.length > 1) say(`${reason}: stopping`)
  await starting.catch(() => undefined)
  for (const end of running.reverse()) await end()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal, 0))
// Whoever read our output may be gone before us; we still have to stop in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
whenParentIsGone(() => void stop('npm is gone', 0))
starting = start()
starting.catch((error: unknown) => {
  if (stopping.signal.aborted) return
  const text =
    error instanceof DomainError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  void stop('not started', 1)
})
