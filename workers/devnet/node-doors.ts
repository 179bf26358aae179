import type { EventEmitter } from 'node:events'
import https from 'node:https'
import type { DoorMode } from './faults/door-mode.ts'
import { type Door, openDoor, type Welcome } from './wire/door.ts'
import { type GrpcCalls, grpcServer, grpcTlsServer } from './wire/grpc-server.ts'
import { type NodePages, pageServer } from './wire/http-pages.ts'
import { badCertificate, grpcFlood, httpFlood, silence, webPage } from './wire/strangers.ts'

const DOORS = ['grpc', 'jsonrpc', 'probe', 'admin'] as const
export type DoorName = (typeof DOORS)[number]

/** What a node says at each of its ports; without an admin part that port is not opened. */
export type NodeAnswers = {
  readonly grpc: GrpcCalls
  readonly jsonrpc: NodePages
  readonly probe: NodePages
  readonly admin?: NodePages | undefined
}

/** One port each; 0 takes a free one. */
export type NodePorts = Readonly<Record<Exclude<DoorName, 'admin'>, number>> & { readonly admin?: number }

/** The ports of one node, opened and shut alone. */
export type NodeDoors = {
  /** `host:port` of each that was opened. */
  readonly hosts: Readonly<Partial<Record<DoorName, string>>>
  change(modes: (door: DoorName) => DoorMode): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the ports of a node on loopback, all or none.
 * @throws {DevnetError} `port_taken`.
 */
export async function openNodeDoors(answers: NodeAnswers, ports: NodePorts): Promise<NodeDoors> {
  const welcomes = welcomesOf(answers)
  const doors = new Map<DoorName, { readonly door: Door; mode: DoorMode; changed: Promise<void> }>()
  const close = async () => void (await Promise.all([...doors.values()].map(({ door }) => door.close())))
  for (const [name, welcome] of welcomes) {
    const door = await openDoor(ports[name] ?? 0, welcome('open') ?? silence).catch(
      async (cause: unknown) => {
        await close()
        throw cause
      },
    )
    doors.set(name, { door, mode: 'open', changed: Promise.resolve() })
  }
  return {
    hosts: Object.fromEntries([...doors].map(([name, { door }]) => [name, `127.0.0.1:${door.port}`])),
    change: async (modes) => {
      const changes = [...doors].map(async ([name, entry]) => {
        const mode = modes(name)
        if (mode !== entry.mode) {
          entry.mode = mode
          entry.changed = entry.door.change(welcomes.get(name)?.(mode) ?? null)
        }
        await entry.changed // another caller's too: both were promised this mode
      })
      await Promise.all(changes)
    },
    close,
  }
}

type Welcomes = (mode: DoorMode) => Welcome | null

function welcomesOf({ grpc, jsonrpc, probe, admin }: NodeAnswers): ReadonlyMap<DoorName, Welcomes> {
  const welcomes = new Map<DoorName, Welcomes>([
    ['grpc', grpcWelcomes(grpc)],
    ['jsonrpc', httpWelcomes(jsonrpc)],
    ['probe', httpWelcomes(probe)],
  ])
  if (admin !== undefined) welcomes.set('admin', httpWelcomes(admin))
  return welcomes
}

function grpcWelcomes(calls: GrpcCalls): Welcomes {
  const open = to(grpcServer(calls))
  return (mode) => {
    if (mode === 'tls_expired') return to(grpcTlsServer(calls, badCertificate('expired')))
    if (mode === 'tls_self_signed') return to(grpcTlsServer(calls, badCertificate('self-signed')))
    return mode === 'flood' ? to(grpcFlood()) : common(mode, open)
  }
}

function httpWelcomes(pages: NodePages): Welcomes {
  const open = to(pageServer(pages))
  return (mode) => {
    if (mode === 'tls_expired') return to(https.createServer(badCertificate('expired')))
    if (mode === 'tls_self_signed') return to(https.createServer(badCertificate('self-signed')))
    return mode === 'flood' ? to(httpFlood()) : common(mode, open)
  }
}

function common(mode: DoorMode, open: Welcome): Welcome | null {
  if (mode === 'stop') return null
  if (mode === 'hang') return silence
  return mode === 'html' ? webPage : open
}

function to(server: EventEmitter): Welcome {
  return (socket) => void server.emit('connection', socket)
}
