import type http from 'node:http'
import type { Ledger } from './ledger.ts'
import { type Door, openDoor } from './wire/door.ts'
import { grpcServer } from './wire/grpc-server.ts'
import { probeServer, web3Server } from './wire/http-servers.ts'
import { nodeCalls } from './wire/node-calls.ts'

/** Where one node can be asked. */
export type NodeAddress = {
  readonly node: number
  readonly name: string
  readonly grpc: string
  readonly jsonrpc: string
  readonly probe: string
  readonly metrics: string
}

export type RunningNode = { readonly address: NodeAddress; close(): Promise<void> }

export type NodePorts = { readonly grpc: number; readonly jsonrpc: number; readonly probe: number }

/** Starts one node of a network on its three ports; 0 takes free ones. */
export async function startNode(ledger: Ledger, node: number, ports: NodePorts): Promise<RunningNode> {
  const calls = nodeCalls(ledger, node)
  const pause = () => Promise.resolve()
  const grpc = grpcServer(calls)
  const web3 = web3Server(ledger, pause)
  const probe = probeServer(ledger, node, pause)
  const welcome = (server: http.Server | typeof grpc) => (socket: unknown) => void server.emit('connection', socket)
  const doors: readonly Door[] = [
    await openDoor(ports.grpc, welcome(grpc)),
    await openDoor(ports.jsonrpc, welcome(web3)),
    await openDoor(ports.probe, welcome(probe)),
  ]
  const [grpcPort, web3Port, probePort] = doors.map((door) => door.port)
  return {
    address: {
      node,
      name: `node ${node}`,
      grpc: `127.0.0.1:${grpcPort}`,
      jsonrpc: `http://127.0.0.1:${web3Port}`,
      probe: `http://127.0.0.1:${probePort}`,
      metrics: `http://127.0.0.1:${probePort}/metrics`,
    },
    close: async () => {
      await Promise.all(doors.map((door) => door.close()))
    },
  }
}
