import type { EventEmitter } from 'node:events'
import https from 'node:https'
import { type DoorMode, delayMs, doorMode } from './faults/door-mode.ts'
import type { Fault } from './faults/fault.ts'
import { faultedLedger } from './faults/faulted-ledger.ts'
import type { Ledger } from './ledger.ts'
import { type Door, openDoor, type Welcome } from './wire/door.ts'
import { type GrpcCalls, grpcServer, grpcTlsServer } from './wire/grpc-server.ts'
import { type NodePages, pageServer, probePages, web3Pages } from './wire/http-pages.ts'
import { nodeCalls } from './wire/node-calls.ts'
import { badCertificate, grpcFlood, httpFlood, silence, webPage } from './wire/strangers.ts'

/** Where one node can be asked. */
export type NodeAddress = {
  readonly node: number
  readonly name: string
  readonly grpc: string
  readonly jsonrpc: string
  readonly probe: string
  readonly metrics: string
}

export type RunningNode = {
  readonly address: NodeAddress
  /** Puts these faults in force, and no others. */
  suffer(faults: readonly Fault[]): Promise<void>
  close(): Promise<void>
}

export type NodePorts = { readonly grpc: number; readonly jsonrpc: number; readonly probe: number }

/** Starts one node of a network on its three ports; 0 takes free ones. */
export async function startNode(ledger: Ledger, node: number, ports: NodePorts): Promise<RunningNode> {
  let seen = ledger
  let heldMs = 0
  let mode: DoorMode = 'open'
  const pause = () =>
    new Promise<void>((resolve) => void (heldMs === 0 ? resolve() : setTimeout(resolve, heldMs)))
  const calls: GrpcCalls = {
    unary: async (method, request) => {
      await pause()
      return nodeCalls(seen, node).unary(method, request)
    },
    stream: (method) => nodeCalls(seen, node).stream(method),
  }
  const web3: NodePages = async (request) => pause().then(() => web3Pages(seen)(request))
  const probe: NodePages = async (request) => pause().then(() => probePages(seen, node)(request))
  const welcomes = [grpcWelcomes(calls), httpWelcomes(web3), httpWelcomes(probe)] as const
  const open = (index: 0 | 1 | 2, port: number) => openDoor(port, welcomes[index]('open') ?? silence)
  const doors: readonly Door[] = [
    await open(0, ports.grpc),
    await open(1, ports.jsonrpc),
    await open(2, ports.probe),
  ]
  return {
    address: addressOf(node, doors),
    suffer: async (faults) => {
      const before = mode
      seen = faults.length === 0 ? ledger : faultedLedger(ledger, faults)
      heldMs = delayMs(faults)
      mode = doorMode(faults)
      if (mode !== before)
        await Promise.all(doors.map((door, index) => door.change(welcomes[index]?.(mode) ?? null)))
    },
    close: async () => void (await Promise.all(doors.map((door) => door.close()))),
  }
}

function addressOf(node: number, doors: readonly Door[]): NodeAddress {
  const [grpc, jsonrpc, probe] = doors.map((door) => `127.0.0.1:${door.port}`)
  return {
    node,
    name: `node ${node}`,
    grpc: `${grpc}`,
    jsonrpc: `http://${jsonrpc}`,
    probe: `http://${probe}`,
    metrics: `http://${probe}/metrics`,
  }
}

type Welcomes = (mode: DoorMode) => Welcome | null

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
