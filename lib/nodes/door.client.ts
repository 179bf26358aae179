import { type LookupAddress, lookup as lookUpName } from 'node:dns'
import { isIP, type LookupFunction, connect as openTcp, type Socket } from 'node:net'
import { connect as openTls } from 'node:tls'
import ipaddr from 'ipaddr.js'
import { NodeError } from './errors.ts'

export type Target = {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Protocols offered inside TLS, best first. */
  readonly protocols: readonly string[]
}

/** Where an http or https address connects to. */
export function targetOf(url: string, protocols: readonly string[]): Target {
  const { protocol, hostname, port } = new URL(url)
  const tls = protocol === 'https:'
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (tls ? 443 : 80)), tls, protocols }
}

/** The way out for every call to an endpoint: connects only to addresses that the network allows. */
export type Door = {
  readonly connect: (target: Target) => Socket
}

type Resolve = (name: string, done: (error: Error | null, found: LookupAddress[]) => void) => void

/** A handshake longer than this is a dead end; no call need wait for the system's two minutes. */
const CONNECT_TIMEOUT_MS = 5000

const resolveBySystem: Resolve = (name, done) => {
  lookUpName(name, { all: true, verbatim: true }, (error, found) => done(error, found ?? []))
}

/**
 * A door for the endpoints of one network. Public addresses are allowed, all others (loopback, private, link-local,
 * reserved) only inside `allowedRanges`. The address that is checked is the one connected to: names are resolved here,
 * once a connection, so a name cannot point elsewhere in between.
 */
export function openDoor(allowedRanges: readonly string[], resolve: Resolve = resolveBySystem): Door {
  const ranges = allowedRanges.map((range) => ipaddr.parseCIDR(range))
  const isAllowed = (address: string): boolean => {
    const ip = ipaddr.process(address)
    return isPublic(ip) || ranges.some(([net, bits]) => net.kind() === ip.kind() && ip.match(net, bits))
  }
  const lookup: LookupFunction = (name, options, done) => {
    resolve(name, (error, found) => {
      const allowed = found.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (error) done(error, '')
      else if (!first) done(privateAddress(name, found[0]?.address ?? 'no address'), '')
      else if (options.all) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
  return { connect: (target) => connectTo(target, lookup, isAllowed) }
}

/** All of IPv6 that is given out; what lies outside, such as IPv4 behind 96 zeros, is for no machine of others. */
const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3')
/** A cloud's own services for the machine that asks, though the address looks public (Azure's wire server). */
const WIRE_SERVER = '168.63.129.16'

function isPublic(ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (ip.range() !== 'unicast' || ip.toString() === WIRE_SERVER) return false
  return ip.kind() === 'ipv4' || ip.match(GIVEN_OUT)
}

function connectTo(target: Target, lookup: LookupFunction, isAllowed: (address: string) => boolean): Socket {
  const { host, port } = target
  // The system's connect looks up names only; a literal address has to be checked by hand.
  const isLiteral = isIP(host) !== 0
  if (isLiteral && !isAllowed(host)) throw privateAddress(host, host)
  const name = isLiteral ? {} : { servername: host }
  const socket = target.tls
    ? openTls({ host, port, lookup, ALPNProtocols: [...target.protocols], ...name })
    : openTcp({ host, port, lookup })
  const late = setTimeout(() => {
    socket.destroy(
      new NodeError('timed_out', `no connection to ${host}:${port} within ${CONNECT_TIMEOUT_MS} ms`),
    )
  }, CONNECT_TIMEOUT_MS)
  const settled = () => clearTimeout(late)
  socket.once(target.tls ? 'secureConnect' : 'connect', settled).once('close', settled)
  return socket
}

function privateAddress(name: string, address: string): NodeError {
  const where = name === address ? address : `${name} (${address})`
  return new NodeError(
    'private_address',
    `${where} is not a public address and in none of the network's allowed ranges`,
  )
}
